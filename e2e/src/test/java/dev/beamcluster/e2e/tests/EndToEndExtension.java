package dev.beamcluster.e2e.tests;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.OperatorLog;
import dev.beamcluster.e2e.harness.PacketFilter;
import dev.beamcluster.e2e.harness.TestCluster;
import dev.beamcluster.e2e.harness.TestNamespace;

import static org.assertj.core.api.Assertions.assertThat;

/** See {@link EndToEnd}. */
public final class EndToEndExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace STORE = Namespace.create(EndToEndExtension.class);

    /** What the tests of one class have in common, until the last of them is over. */
    private record SharedNamespace(TestNamespace namespace) implements AutoCloseable {

        @Override
        public void close() {
            namespace.delete();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        var session = session(context);
        context.getStore(STORE).put(Instant.class, Instant.now());
        var namespace = TestNamespace.create(session.cluster());
        context.getStore(STORE).put(TestNamespace.class, namespace);
        namespaces(context).add(namespace.name());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var namespace = namespace(context);
        try {
            packetFilter(context).restore();
            context.getExecutionException().ifPresent(_ -> dump(context));
            if (context.getExecutionException().isEmpty()) {
                assertNoComplaint(context);
            }
        } catch (AssertionError e) {
            dump(context);
            throw e;
        } finally {
            namespace.delete();
        }
    }

    private static void assertNoComplaint(ExtensionContext context) {
        var session = session(context);
        assertThat(new OperatorLog(session.cluster(), session.operator())
                        .complaintsSince(start(context), expected(context)).stream()
                                .filter(line -> !isOfAnotherTest(line, context)))
                .as("warnings and errors in the operator's log since the test began")
                .isEmpty();
    }

    /** Tests run side by side, and none uses a namespace of a test of another class. */
    private static boolean isOfAnotherTest(String line, ExtensionContext context) {
        return ownNamespaces(context).map(TestNamespace::name).noneMatch(line::contains)
                && namespaces(context).stream().anyMatch(line::contains);
    }

    private static void dump(ExtensionContext context) {
        ownNamespaces(context)
                .forEach(
                        namespace -> new Diagnostics(session(context), namespace, start(context)).write(name(context)));
    }

    /** The test's own comes last, and first that of its class where there is one. */
    private static Stream<TestNamespace> ownNamespaces(ExtensionContext context) {
        var shared = context.getStore(STORE).get(SharedNamespace.class, SharedNamespace.class);
        return Stream.concat(Stream.ofNullable(shared).map(SharedNamespace::namespace), Stream.of(namespace(context)));
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName() + " " + context.getDisplayName();
    }

    private static List<Pattern> expected(ExtensionContext context) {
        return Stream.of(context.getElement(), context.getTestClass())
                .flatMap(Optional::stream)
                .flatMap(element -> AnnotationSupport.findAnnotation(element, ExpectedInLog.class).stream())
                .flatMap(annotation -> Stream.of(annotation.value()))
                .map(Pattern::compile)
                .toList();
    }

    private static Instant start(ExtensionContext context) {
        return Objects.requireNonNull(context.getStore(STORE).get(Instant.class, Instant.class));
    }

    private static TestNamespace namespace(ExtensionContext context) {
        return Objects.requireNonNull(context.getStore(STORE).get(TestNamespace.class, TestNamespace.class));
    }

    /** The one that {@code @BeforeAll} asks for. */
    private static TestNamespace sharedNamespace(ExtensionContext context) {
        return context.getStore(STORE)
                .computeIfAbsent(
                        SharedNamespace.class,
                        _ -> {
                            var namespace =
                                    TestNamespace.create(session(context).cluster());
                            namespaces(context).add(namespace.name());
                            return new SharedNamespace(namespace);
                        },
                        SharedNamespace.class)
                .namespace();
    }

    /** Those of all tests so far. */
    @SuppressWarnings("unchecked")
    private static Set<String> namespaces(ExtensionContext context) {
        return (Set<String>)
                context.getRoot().getStore(STORE).computeIfAbsent("namespaces", _ -> ConcurrentHashMap.newKeySet());
    }

    /** Of this test alone: it gives back what it cut, and no more. */
    private static PacketFilter packetFilter(ExtensionContext context) {
        return context.getStore(STORE)
                .computeIfAbsent(
                        PacketFilter.class,
                        _ -> new PacketFilter(
                                line -> session(context).cluster().node().shell(line)),
                        PacketFilter.class);
    }

    private static TestCluster session(ExtensionContext context) {
        return context.getRoot()
                .getStore(STORE)
                .computeIfAbsent(TestCluster.class, _ -> TestCluster.open(), TestCluster.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Stream.of(TestNamespace.class, Cluster.class, PacketFilter.class, OperatorInstall.class)
                .anyMatch(type -> type == parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var session = session(context);
        var type = parameter.getParameter().getType();
        if (type == TestNamespace.class) {
            return context.getTestMethod().isPresent() ? namespace(context) : sharedNamespace(context);
        }
        if (type == Cluster.class) {
            return session.cluster();
        }
        return type == PacketFilter.class ? packetFilter(context) : session.operator();
    }
}

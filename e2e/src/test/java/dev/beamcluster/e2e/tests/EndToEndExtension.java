package dev.beamcluster.e2e.tests;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

import dev.beamcluster.e2e.harness.ApiServerAudit;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.OperatorLog;
import dev.beamcluster.e2e.harness.PacketFilter;
import dev.beamcluster.e2e.harness.TestCluster;
import dev.beamcluster.e2e.harness.TestNamespace;

import static org.assertj.core.api.Assertions.assertThat;

/** Implements {@link EndToEnd}. */
public final class EndToEndExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace STORE = Namespace.create(EndToEndExtension.class);
    private static final String SHARED = "shared";

    static {
        // A busy API server refuses single requests. What is awaited must come anyway.
        Awaitility.ignoreExceptionsByDefault();
        // Most conditions are read with kubectl, whose processes cost the pods CPU: not ten a second, which is the
        // default.
        Awaitility.setDefaultPollInterval(Duration.ofMillis(300));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(STORE).put(Instant.class, Instant.now());
        ownNamespaces(context)
                .forEach(namespace -> attach(context, namespace, new Evidence(namespace, start(context)).before()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        packetFilter(context).restore();
        var testCluster = testCluster(context);
        var log = new OperatorLog(testCluster.cluster(), testCluster.operator()).since(start(context));
        var isFailed = context.getExecutionException().isPresent();
        try {
            if (!isFailed) {
                assertNoComplaint(context, log);
            }
        } catch (AssertionError e) {
            isFailed = true;
            throw e;
        } finally {
            show(context, log, isFailed);
        }
    }

    private static void assertNoComplaint(ExtensionContext context, List<String> log) {
        var testCluster = testCluster(context);
        assertThat(OperatorLog.complaints(log, expected(context)).stream()
                        .filter(line -> !isOfAnotherTest(line, context)))
                .as("warnings and errors in the operator's log since the test began")
                .isEmpty();
        assertThat(new OperatorLog(testCluster.cluster(), testCluster.operator()).restarts())
                .as("restarts of the operator's containers")
                .isZero();
    }

    /** Tests run in parallel, and classes do not share namespaces. */
    private static boolean isOfAnotherTest(String line, ExtensionContext context) {
        return ownNamespaces(context).map(TestNamespace::name).noneMatch(line::contains)
                && namespacesOfAllTests(context).stream().anyMatch(line::contains);
    }

    private static void show(ExtensionContext context, List<String> log, boolean isFailed) {
        ownNamespaces(context).forEach(namespace -> {
            knownSecrets(context).addOf(namespace);
            var evidence = new Evidence(namespace, start(context)).after(log, apiServerAudit(context));
            if (isFailed) {
                Attached.folder(context, new Diagnostics(namespace).write(name(context), evidence));
            } else {
                attach(context, namespace, evidence);
            }
        });
    }

    private static void attach(ExtensionContext context, TestNamespace namespace, Map<String, String> files) {
        files.forEach((name, text) -> Attached.file(context, namespace.name() + "-" + name, text));
    }

    /** The namespaces of the test and, if it shares any, of its class. */
    private static Stream<TestNamespace> ownNamespaces(ExtensionContext context) {
        var shared = context.getStore(STORE).get(SHARED, TestNamespaces.class);
        return Stream.concat(Stream.ofNullable(shared), Stream.of(namespaces(context)))
                .flatMap(namespaces -> namespaces.all().stream());
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

    private static TestNamespaces namespaces(ExtensionContext context) {
        // A method has its own; a @BeforeAll method gets those of the class.
        return namespaces(context, context.getTestMethod().isPresent() ? "own" : SHARED);
    }

    private static TestNamespaces namespaces(ExtensionContext context, String key) {
        return context.getStore(STORE)
                .computeIfAbsent(
                        key,
                        _ -> new TestNamespaces(testCluster(context).cluster(), namespacesOfAllTests(context)),
                        TestNamespaces.class);
    }

    @SuppressWarnings("unchecked")
    private static Set<String> namespacesOfAllTests(ExtensionContext context) {
        return (Set<String>)
                context.getRoot().getStore(STORE).computeIfAbsent("namespaces", _ -> ConcurrentHashMap.newKeySet());
    }

    /** Each test has its own, which restores only the links that this test cut. */
    private static PacketFilter packetFilter(ExtensionContext context) {
        return context.getStore(STORE)
                .computeIfAbsent(
                        PacketFilter.class,
                        _ -> new PacketFilter(
                                line -> testCluster(context).cluster().node().shell(line)),
                        PacketFilter.class);
    }

    private static KnownSecrets knownSecrets(ExtensionContext context) {
        return context.getRoot()
                .getStore(STORE)
                .computeIfAbsent(KnownSecrets.class, _ -> new KnownSecrets(), KnownSecrets.class);
    }

    private static ApiServerAudit apiServerAudit(ExtensionContext context) {
        return context.getRoot()
                .getStore(STORE)
                .computeIfAbsent(
                        ApiServerAudit.class,
                        _ -> new ApiServerAudit(testCluster(context).cluster().client()),
                        ApiServerAudit.class);
    }

    private static TestCluster testCluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(STORE)
                .computeIfAbsent(TestCluster.class, _ -> TestCluster.open(), TestCluster.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Stream.of(
                        TestNamespace.class,
                        TestNamespaces.class,
                        Cluster.class,
                        PacketFilter.class,
                        OperatorInstall.class)
                .anyMatch(type -> type == parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var testCluster = testCluster(context);
        var type = parameter.getParameter().getType();
        if (type == TestNamespace.class) {
            return namespaces(context).first();
        }
        if (type == TestNamespaces.class) {
            return namespaces(context);
        }
        if (type == Cluster.class) {
            return testCluster.cluster();
        }
        return type == PacketFilter.class ? packetFilter(context) : testCluster.operator();
    }
}

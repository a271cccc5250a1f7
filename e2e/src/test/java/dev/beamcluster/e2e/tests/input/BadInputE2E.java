package dev.beamcluster.e2e.tests.input;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.SpecEdit;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.ExpectedInLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Mistakes that the API server {@linkplain RefusedInputE2E cannot reject}: the operator reports each, no running node is
 * lost, and the last good spec restores the BeamCluster. All cases run on the same three nodes, one after another.
 */
@EndToEnd
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class BadInputE2E {

    private static final Duration REPORTED = Duration.ofMinutes(2);
    private static final Duration BACK = Duration.ofMinutes(2);
    private static final String GOOD = SampleRelease.MIX.yaml("chat", 3);

    private @Nullable Beam shared;

    @BeforeAll
    void start(TestNamespace namespace) {
        shared = namespace.apply("chat", GOOD).becomesWhole(3);
    }

    static Stream<Arguments> refusedByTheOperator() {
        return Stream.of(
                argumentSet(
                        "a template that drops the container of the node",
                        "template: {spec: {containers: [{name: beam, $patch: delete}]}}",
                        "$patch"),
                argumentSet(
                        "a template that is not a valid pod",
                        "template: {spec: {containers: [{name: side, image: 'a b', ports: none}]}}",
                        "template"),
                argumentSet(
                        "a template with a misspelled field",
                        "template: {spec: {containers: [{name: beam, livenesProbe: {tcpSocket: {port: 1}}}]}}",
                        "livenesProbe"),
                argumentSet(
                        "a template that is nested deep",
                        "template: {spec: {deep: " + "{a: ".repeat(900) + "b" + "}".repeat(900) + "}}",
                        "deep"),
                argumentSet(
                        "a template with a duplicate port",
                        "template: {spec: {containers: [{name: side, image: a, ports: [{containerPort: 1}, {containerPort: 1}]}]}}",
                        "duplicate entries for key"),
                argumentSet(
                        "a reserved label",
                        "template: {metadata: {labels: {app.kubernetes.io/managed-by: me}}}",
                        "app.kubernetes.io/managed-by"),
                argumentSet(
                        "a reserved label of the children",
                        "childMetadata: {labels: {beamcluster.dev/cluster: other}}",
                        "spec.childMetadata.labels[beamcluster.dev/cluster]"),
                argumentSet(
                        "another image in the template",
                        "template: {spec: {containers: [{name: beam, image: beamcluster/other:local}]}}",
                        "the image of the nodes is set in spec.image"),
                argumentSet(
                        "a mount over the cookie",
                        "template: {spec: {containers: [{name: beam, volumeMounts: [{name: a, mountPath: /run/beamcluster}]}]}}",
                        "would replace the cookie directory"),
                argumentSet("a custom host name", "template: {spec: {hostname: chat}}", "DNS names"),
                argumentSet(
                        "flags in the template, which would replace the operator's",
                        "template: {spec: {containers: [{name: beam, env: [{name: ERL_ZFLAGS, value: +P 2000000}]}]}}",
                        "ERL_ZFLAGS"),
                argumentSet(
                        "flags by reference, to which the operator cannot append its own",
                        "env: [{name: ERL_ZFLAGS, valueFrom: {configMapKeyRef: {name: flags, key: z}}}]",
                        "spec.env[ERL_ZFLAGS].valueFrom"),
                argumentSet(
                        "flags with another protocol than that of the spec",
                        "env: [{name: ERL_AFLAGS, value: -proto_dist inet6_tcp}]",
                        "do not use inet_tcp"),
                argumentSet(
                        "an epmd that no peer reaches",
                        "env: [{name: ERL_EPMD_ADDRESS, value: 127.0.0.1}]",
                        "spec.env[ERL_EPMD_ADDRESS]"),
                argumentSet(
                        "a request above its limit",
                        "resources: {requests: {cpu: 200m}, limits: {cpu: 100m}}",
                        "spec.resources.requests[cpu]"),
                argumentSet("an unknown resource", "resources: {limits: {mem: 1Gi}}", "limits[mem]"),
                argumentSet("a port with epmd's name", "ports: [{name: epmd, port: 8080}]", "spec.ports[epmd]"),
                argumentSet(
                        "a template that renames a port of the Service", """
                        ports: [{name: http, port: 8080}]
                          template: {spec: {containers: [{name: beam, ports: [{containerPort: 8080, name: web}]}]}}\
                        """, "port http, which spec.ports defines"),
                argumentSet(
                        "a probe with two handlers",
                        "template: {spec: {containers: [{name: beam, readinessProbe: {exec: {command: [a]}, grpc: {port: 1}}}]}}",
                        "readinessProbe"),
                argumentSet("a preStop hook that replaces the drain's", """
                        drain: {module: Chat.Drain, function: drain}
                          template: {spec: {containers: [{name: beam, lifecycle: {preStop: {sleep: {seconds: 1}}}}]}}\
                        """, "the preStop hook"),
                argumentSet(
                        "a command before a rollout that calls a node",
                        "rollout: {minReadySeconds: 0, before: {command: [/app/bin/chat, rpc, a]}}",
                        "calls a running node"),
                argumentSet(
                        "a command before a rollout that needs a node's name",
                        "rollout: {minReadySeconds: 0, before: {command: [echo, $(BEAM_NODE)]}}",
                        "which only a node has"),
                argumentSet("a grace period that ends before the drain", """
                        drain: {module: Chat.Drain, function: drain, timeoutSeconds: 60}
                          template: {spec: {terminationGracePeriodSeconds: 60}}\
                        """, "terminationGracePeriodSeconds"));
    }

    @ParameterizedTest
    @MethodSource("refusedByTheOperator")
    @ExpectedInLog({"InvalidSpec", "spec.template"})
    void isReportedWithoutTouchingANodeAndTheLastGoodSpecRestoresIt(String change, String words) {
        // Given
        var beam = beam();
        var before = beam.incarnations();

        // When
        var _ = beam.namespace().apply("chat", SpecEdit.of(GOOD, change));

        // Then
        beam.eventually(REPORTED, status -> {
            status.condition("Stalled").isTrue().hasReason("InvalidSpec", "ApplyRefused");
            status.condition("Ready").isFalse().mentions(words);
        });
        assertThat(beam.incarnations()).as("all nodes run on").isEqualTo(before);

        // When
        var _ = beam.namespace().apply("chat", GOOD);

        // Then
        beam.eventually(BACK, status -> status.isWhole(3));
        assertThat(beam.incarnations()).as("all nodes ran on").isEqualTo(before);
    }

    /** Kubernetes rejects these only when it creates a pod, after the old pod is deleted: one node is lost, never two. */
    static Stream<Arguments> rejectedWhenAPodIsCreated() {
        return Stream.of(
                argumentSet(
                        "a pod that violates the Pod Security Standard",
                        "template: {spec: {hostNetwork: true}}",
                        "hostNetwork"),
                argumentSet("the root user", "template: {spec: {securityContext: {runAsUser: 0}}}", "runAsUser"),
                argumentSet("an unschedulable pod", "template: {spec: {nodeSelector: {disk: none}}}", "Unschedulable"),
                argumentSet(
                        "a variable from a missing Secret",
                        "env: [{name: PASSWORD, valueFrom: {secretKeyRef: {name: none, key: password}}}]",
                        "secret \"none\" not found"));
    }

    @ParameterizedTest
    @MethodSource("rejectedWhenAPodIsCreated")
    @ExpectedInLog({"spec.template", "violates PodSecurity"})
    void costsOneNodeIsReportedAndTheLastGoodSpecRestoresIt(String change, String words) {
        // Given
        var beam = beam();
        var others = beam.incarnationsWithout("chat-2");

        // When
        var _ = beam.namespace().apply("chat", SpecEdit.of(GOOD, change));

        // Then
        beam.eventually(REPORTED, status -> status.condition("Ready").isFalse().mentions(words));
        assertThat(beam.incarnations()).as("the others run on").containsAllEntriesOf(others);

        // When
        var _ = beam.namespace().apply("chat", GOOD);

        // Then
        beam.eventually(BACK, status -> status.isWhole(3));
        assertThat(beam.incarnations()).as("the others ran on").containsAllEntriesOf(others);
    }

    static Stream<Arguments> cookies() {
        return Stream.of(
                argumentSet("a missing Secret", "", "own"),
                argumentSet("a missing key", "stringData: {other: abc}", "own"),
                argumentSet("a cookie with a line break", "stringData: {cookie: \"ab\\ncd\"}", "own"),
                argumentSet("an empty cookie", "stringData: {cookie: ''}", "own"));
    }

    @ParameterizedTest
    @MethodSource("cookies")
    void aCookieThatCannotWorkIsReportedUntilItIsFixed(String secret, String name, TestNamespace namespace) {
        // Given
        if (!secret.isEmpty()) {
            var _ = namespace.kubectl().apply(secret(name, secret)).orFail();
        }

        // When
        var beam = namespace.apply(
                "chat",
                SampleRelease.MIX.yaml("chat", 1, "  cookie: {secretRef: {name: %s, key: cookie}}\n".formatted(name)));

        // Then
        beam.eventually(REPORTED, status -> status.condition("Stalled").isTrue().mentions("spec.cookie", name));

        // When
        var _ = namespace
                .kubectl()
                .apply(secret(name, "stringData: {cookie: good-cookie}"))
                .orFail();

        // Then
        beam.eventually(BACK, status -> status.isWhole(1));
    }

    private static String secret(String name, String data) {
        return "apiVersion: v1\nkind: Secret\nmetadata: {name: %s}\n%s\n".formatted(name, data);
    }

    private Beam beam() {
        return Objects.requireNonNull(shared);
    }
}

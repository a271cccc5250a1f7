package dev.beamcluster.e2e.tests.pods;

import java.time.Duration;
import java.util.List;
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
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Releases and specs with which a pod does not get ready: the status has the cause, in the entry of the node and in Ready, and an
 * event reports it. All cases run on the same two nodes, one after another.
 */
@EndToEnd
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class PodTroubleE2E {

    private static final Duration REPORTED = Duration.ofSeconds(90);
    private static final String GOOD = SampleRelease.MIX.yaml("chat", 2);
    private static final String RESTRICTED =
            "securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}";

    private @Nullable Beam shared;

    @BeforeAll
    void start(TestNamespace namespace) {
        shared = namespace.apply("chat", GOOD).becomesWhole(2);
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                trouble(
                        "a memory limit below what the VM needs to start",
                        "resources: {limits: {memory: 48Mi}}",
                        "OOMKilled",
                        "OOMKilled, limit 48Mi",
                        "spec.resources.limits.memory"),
                trouble(
                        "a start command that goes to the background",
                        inContainer("command: [/app/bin/chat, daemon]"),
                        "ExitedAtOnce",
                        "exit code 0",
                        "not `daemon`"),
                trouble(
                        "an exit code",
                        inContainer("command: [sh, -c, 'exit 3']"),
                        "CrashLoopBackOff",
                        "exit code 3",
                        "kubectl logs chat-1 -c beam --previous"),
                trouble(
                        "a crash in native code",
                        inContainer("command: [sh, -c, 'exit 139']"),
                        "CrashLoopBackOff",
                        "SIGSEGV"),
                trouble(
                        "a command that does not exist",
                        inContainer("command: [/app/bin/chatt, start]"),
                        "ContainerNotStarted",
                        "/app/bin/chatt"),
                trouble(
                        "a liveness probe that fails",
                        inContainer(
                                "readinessProbe: {exec: {command: ['false']}}, livenessProbe: {exec: {command: ['false']},"
                                        + " initialDelaySeconds: 5, periodSeconds: 1, failureThreshold: 2}"),
                        "StoppedByProbe",
                        "liveness probe failed (`false`"),
                trouble(
                        "a port on which nothing listens",
                        "ports: [{name: http, port: 80, targetPort: 4000}]",
                        "ProbeFailing",
                        "TCP port 4000",
                        "connection refused"),
                trouble(
                        "an init container that does not end",
                        "template: {spec: {initContainers: [{name: wait-for-db, image: %s, command: [timeout, 1h, sleep, 1h], %s}]}}"
                                .formatted(SampleRelease.MIX.image(), RESTRICTED),
                        "InitContainerRunning",
                        "waiting for init container wait-for-db"),
                trouble(
                        "a volume from a ConfigMap that does not exist",
                        "template: {spec: {volumes: [{name: settings, configMap: {name: none}}], containers: [{name: beam,"
                                + " volumeMounts: [{name: settings, mountPath: /settings}]}]}}",
                        "ContainersNotCreated",
                        "FailedMount",
                        "configmap \"none\" not found"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    @ExpectedInLog("RolloutStalled")
    void isReportedWithItsCauseAndTheLastGoodSpecRestoresTheNode(String change, String reason, List<String> words) {
        // Given
        var beam = Objects.requireNonNull(shared);
        var others = beam.incarnationsWithout("chat-1");

        // When
        var _ = beam.namespace().apply("chat", SpecEdit.of(GOOD, change));

        // Then
        beam.eventually(REPORTED, status -> {
            status.node("chat-1", node -> node.reason(), reason);
            status.condition("Ready").isFalse().mentions("chat-1").mentions(words.toArray(String[]::new));
            status.condition("PodsReady").isFalse().mentions(words.toArray(String[]::new));
        });
        await().atMost(REPORTED)
                .untilAsserted(() ->
                        assertThat(events(beam)).as("events of the BeamCluster").contains(words));
        assertThat(beam.incarnations()).as("the other node").containsAllEntriesOf(others);

        // When
        var _ = beam.namespace().apply("chat", GOOD);

        // Then
        beam.eventually(Beam.WHOLE, status -> status.isWhole(2));
        assertThat(beam.incarnations()).as("the other node").containsAllEntriesOf(others);
    }

    private static String events(Beam beam) {
        return beam.namespace().events(event -> event.getRegarding().getKind().equals("BeamCluster"));
    }

    private static Arguments trouble(String name, String change, String reason, String... words) {
        return argumentSet(name, change, reason, List.of(words));
    }

    private static String inContainer(String fields) {
        return "template: {spec: {containers: [{name: beam, %s}]}}".formatted(fields);
    }
}

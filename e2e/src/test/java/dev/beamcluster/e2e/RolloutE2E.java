package dev.beamcluster.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** A change goes one node at a time, highest ordinal first, and only while the mesh is whole. */
@EndToEnd
class RolloutE2E {

    private static final Duration TOLD = Duration.ofSeconds(60);

    /** Three nodes, each replaced and whole again before the next. */
    private static final Duration ALL_REPLACED = Duration.ofMinutes(3);

    private static final Duration FIVE_REPLACED = Duration.ofMinutes(5);

    @Test
    void goesOneNodeAtATimeHighestOrdinalFirst(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", colored("blue")).becomesWhole(3);
        var before = beam.lives();

        try (var replacements = new Replacements(beam)) {
            // When
            var _ = namespace.kubectl().apply(colored("green")).orFail();

            // Then
            becomes(beam, "green");
            assertThat(replacements.sentAway()).containsExactly("chat-2", "chat-1", "chat-0");
            assertThat(replacements.fewestServing(3)).isEqualTo(2);
        }
        assertThat(beam.lives()).doesNotContainValue(Objects.requireNonNull(before.get("chat-0")));
        beam.becomesWhole(3);
        beam.eventually(Beam.WHOLE, status -> status.condition("Reconciling").isFalse());
        var revision =
                Objects.requireNonNull(beam.pod(0).getMetadata().getLabels().get("controller-revision-hash"));
        beam.eventually(TOLD, status -> status.node("chat-2", node -> node.revision(), revision));
        assertThat(events(namespace, "Warning"))
                .as("a planned change is no trouble")
                .isEmpty();
    }

    @Test
    void asManyGoAtATimeAsMayBeMissing(TestNamespace namespace) {
        // Given
        var two = "  disruption: {maxUnavailable: 2}\n";
        var beam = namespace.apply("chat", colored(5, "blue") + two).becomesWhole(5);
        var before = beam.lives();

        try (var replacements = new Replacements(beam)) {
            // When
            var _ = namespace.kubectl().apply(colored(5, "green") + two).orFail();

            // Then
            await().atMost(FIVE_REPLACED)
                    .untilAsserted(() ->
                            assertThat(beam.lives().values()).hasSize(5).doesNotContainAnyElementsOf(before.values()));
            beam.eventually(FIVE_REPLACED, status -> status.isWhole(5));
            assertThat(replacements.sentAway()).containsExactly("chat-4", "chat-3", "chat-2", "chat-1", "chat-0");
            assertThat(replacements.fewestServing(5))
                    .as("serve at least; 4 where Kubernetes does not honour the StatefulSet's maxUnavailable")
                    .isBetween(3, 4);
        }
        beam.becomesWhole(5);
        assertThat(Stream.of(0, 1, 2, 3, 4).map(ordinal -> colorOf(beam, ordinal)))
                .containsOnly("green");
        beam.eventually(Beam.WHOLE, status -> status.condition("Reconciling").isFalse());
    }

    static Stream<Arguments> badReleases() {
        var noImage = colored("blue").replaceFirst("(?m)^  image:.*$", "  image: beamcluster/no-such-image:local");
        return Stream.of(
                argumentSet("has no image", noImage, "no-such-image"),
                argumentSet("ends at once", starting("exit 3"), "CrashLoopBackOff"),
                argumentSet("has another cookie", starting("export RELEASE_COOKIE=another"), "another cookie"),
                argumentSet("has another name", starting("export RELEASE_NODE=other@$BEAM_HOST"), "another name"));
    }

    @ParameterizedTest
    @MethodSource("badReleases")
    @ExpectedInLog("RolloutStalled")
    void aReleaseThatIsWrongStopsAfterOneNodeAndTheLastGoodSpecHeals(
            String bad, String words, TestNamespace namespace) {
        // Given
        var good = colored("blue");
        var beam = namespace.apply("chat", good).becomesWhole(3);
        var before = beam.lives();

        // When
        var _ = namespace.kubectl().apply(bad).orFail();

        // Then
        beam.eventually(Duration.ofMinutes(2), status -> {
            status.condition("Stalled").isTrue().hasReason("RolloutStalled").mentions("chat-2", words);
            status.condition("Ready").isFalse().hasReason("RolloutStalled");
        });
        beam.stays(Duration.ofSeconds(5), status -> status.condition("Stalled").isTrue());
        assertThat(beam.lives()).as("the others run as they were").containsAllEntriesOf(without(before, "chat-2"));

        // When
        var _ = namespace.kubectl().apply(good).orFail();

        // Then
        beam.eventually(Duration.ofSeconds(60), status -> status.isWhole(3));
        beam.becomesWhole(3);
        assertThat(beam.lives()).as("only the broken one was replaced").containsAllEntriesOf(without(before, "chat-2"));
    }

    @Test
    @ExpectedInLog("RolloutStalled")
    void aReleaseThatIsNeverReadyIsToldWhenTheTimeOfTheSpecIsOver(TestNamespace namespace) {
        // Given the shortest time that there is
        var patience = Duration.ofSeconds(10);
        var good = colored("blue") + "  rollout: {timeoutSeconds: %d}\n".formatted(patience.toSeconds());
        var beam = namespace.apply("chat", good).becomesWhole(3);
        var before = beam.lives();

        // When
        var neverReady = "template: {spec: {containers: [{name: beam, readinessProbe: {exec: {command: ['false']}}}]}}";
        var _ = namespace.kubectl().apply(SpecEdit.of(good, neverReady)).orFail();

        // Then from the moment on that its node is in the mesh nothing changes any more
        beam.eventually(TOLD, status -> {
            status.node("chat-2", node -> node.state(), NodeState.Meshed);
            status.condition("Reconciling").isTrue().mentions("chat-2, which is not ready");
            status.condition("Stalled").isFalse();
        });
        beam.eventually(
                patience.plusSeconds(15),
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("RolloutStalled")
                        .mentions("chat-2, which is not ready"));
        assertThat(Duration.between(since(beam, "chat-2"), stalledSince(beam)))
                .as("not before that time is over")
                .isGreaterThanOrEqualTo(patience);
        assertThat(beam.lives()).as("the others run as they were").containsAllEntriesOf(without(before, "chat-2"));

        // When
        var _ = namespace.kubectl().apply(good).orFail();

        // Then
        beam.eventually(TOLD, status -> status.isWhole(3));
        assertThat(beam.lives()).as("only the broken one was replaced").containsAllEntriesOf(without(before, "chat-2"));
    }

    @Test
    void waitsWhileALinkIsMissing(TestNamespace namespace, PacketFilter filter) {
        // Given
        var beam = namespace.apply("chat", colored("blue")).becomesWhole(3);
        var before = beam.lives();
        filter.cut(ip(beam, 0), ip(beam, 1));
        beam.eventually(TOLD, status -> status.condition("Meshed").isFalse());

        // When
        var _ = namespace.kubectl().apply(colored("green")).orFail();

        // Then
        beam.eventually(
                TOLD,
                status -> status.condition("Reconciling")
                        .isTrue()
                        .hasReason("RolloutWaitsForMesh")
                        .mentions("chat-0", "chat-1"));
        beam.stays(
                Duration.ofSeconds(5), status -> status.condition("Reconciling").hasReason("RolloutWaitsForMesh"));
        assertThat(beam.lives()).isEqualTo(before);

        // When
        filter.restore();

        // Then
        becomes(beam, "green");
    }

    @Test
    void doesNotWaitForTheMeshWhereTheSpecSaysSo(TestNamespace namespace, PacketFilter filter) {
        // Given
        var gated = "  rollout: {gate: Pods}\n";
        var beam = namespace.apply("chat", colored("blue") + gated).becomesWhole(3);
        filter.cut(ip(beam, 0), ip(beam, 1));
        beam.eventually(TOLD, status -> status.condition("Meshed").isFalse());

        // When
        var _ = namespace.kubectl().apply(colored("green") + gated).orFail();

        // Then the new pods have other addresses, and so no cut link
        becomes(beam, "green");
    }

    @Test
    void aSecondChangeOnTheWayIsWhatItEndsWith(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", colored("blue")).becomesWhole(3);

        // When
        var _ = namespace.kubectl().apply(colored("green")).orFail();
        await().atMost(TOLD).until(() -> colorOf(beam, 2).equals("green"));
        var _ = namespace.kubectl().apply(colored("red")).orFail();

        // Then
        becomes(beam, "red");
    }

    @Test
    void takenBackOnTheWayOnlyWhatWasReplacedIsReplacedAgain(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", colored("blue")).becomesWhole(3);
        var before = beam.lives();

        // When
        var _ = namespace.kubectl().apply(colored("green")).orFail();
        await().atMost(TOLD).until(() -> colorOf(beam, 2).equals("green"));
        var _ = namespace.kubectl().apply(colored("blue")).orFail();

        // Then
        becomes(beam, "blue");
        assertThat(beam.lives()).containsEntry("chat-0", Objects.requireNonNull(before.get("chat-0")));
    }

    @Test
    void aChangeOfSizeOnTheWayEndsWithBoth(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", colored("blue")).becomesWhole(3);

        // When
        var _ = namespace.kubectl().apply(colored("green")).orFail();
        await().atMost(TOLD).until(() -> colorOf(beam, 2).equals("green"));
        var _ = namespace.kubectl().run("scale", "beam/chat", "--replicas=5").orFail();

        // Then
        beam.eventually(ALL_REPLACED, status -> status.isWhole(5));
        assertThat(Stream.of(0, 1, 2, 3, 4).map(ordinal -> colorOf(beam, ordinal)))
                .containsOnly("green");
    }

    @Test
    void kubectlRolloutRestartIsPacedToo(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", colored("blue")).becomesWhole(3);
        var before = beam.lives();

        try (var replacements = new Replacements(beam)) {
            // When
            var _ = namespace
                    .kubectl()
                    .run("rollout", "restart", "statefulset/chat")
                    .orFail();

            // Then
            await().atMost(ALL_REPLACED)
                    .untilAsserted(
                            () -> assertThat(beam.lives().values()).doesNotContainAnyElementsOf(before.values()));
            beam.eventually(ALL_REPLACED, status -> status.isWhole(3));
            assertThat(replacements.sentAway()).containsExactly("chat-2", "chat-1", "chat-0");
            assertThat(replacements.fewestServing(3)).isEqualTo(2);
        }
    }

    @Test
    void whatNeedsNoRestartMakesNone(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", colored("blue")).becomesWhole(3);
        var before = beam.lives();

        // When
        var _ = namespace.kubectl().apply(colored("blue") + """
                  mesh: {formation: Application, probe: {intervalSeconds: 2, timeoutMillis: 2000}}
                  rollout: {gate: Pods, timeoutSeconds: 60}
                  disruption: {maxUnavailable: 2}
                  networkPolicy: {enabled: false}
                """).orFail();

        // Then
        beam.eventually(TOLD, status -> status.isWhole(3));
        beam.stays(Duration.ofSeconds(5), status -> status.isWhole(3));
        assertThat(beam.lives()).isEqualTo(before);
    }

    @Test
    void pausedNothingIsChangedAndEverythingIsTold(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", colored("blue")).becomesWhole(3);
        var before = beam.lives();
        var service = namespace.cluster().client().services().inNamespace(namespace.name());

        // When
        var _ = namespace.kubectl().apply(colored("green") + "  paused: true\n").orFail();
        service.withName("chat-nodes").delete();

        // Then
        beam.eventually(TOLD, status -> {
            status.condition("Reconciling").isFalse().hasReason("Paused");
            status.isWhole(3);
        });
        beam.stays(
                Duration.ofSeconds(5), status -> status.condition("Reconciling").hasReason("Paused"));
        assertThat(beam.lives()).isEqualTo(before);
        assertThat(service.withName("chat-nodes").get()).isNull();

        // When
        var _ = namespace.kubectl().apply(colored("green")).orFail();

        // Then
        becomes(beam, "green");
        assertThat(service.withName("chat-nodes").get()).isNotNull();
    }

    private static Instant since(Beam beam, String pod) {
        return beam.get().getStatus().nodes().stream()
                .filter(node -> node.pod().equals(pod))
                .map(node -> Instant.parse(node.since()))
                .findFirst()
                .orElseThrow();
    }

    private static Instant stalledSince(Beam beam) {
        return beam.get().getStatus().conditions().stream()
                .filter(condition -> condition.getType().equals("Stalled"))
                .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                .findFirst()
                .orElseThrow();
    }

    private static void becomes(Beam beam, String color) {
        beam.eventually(ALL_REPLACED, status -> status.isWhole(3));
        await().atMost(ALL_REPLACED)
                .untilAsserted(() -> assertThat(Stream.of(0, 1, 2).map(ordinal -> colorOf(beam, ordinal)))
                        .containsOnly(color));
        beam.becomesWhole(3);
    }

    private static String colorOf(Beam beam, int ordinal) {
        return beam.pods().stream()
                .filter(pod -> pod.getMetadata().getName().equals("chat-" + ordinal))
                .map(pod -> pod.getMetadata().getAnnotations().get("color"))
                .findFirst()
                .orElse("none");
    }

    private static String events(TestNamespace namespace, String type) {
        return namespace
                .kubectl()
                .run(
                        "get",
                        "events",
                        "--field-selector",
                        "involvedObject.kind=BeamCluster,type=" + type,
                        "--no-headers")
                .orFail()
                .strip();
    }

    private static Map<String, String> without(Map<String, String> lives, String pod) {
        var others = new TreeMap<>(lives);
        others.remove(pod);
        return others;
    }

    private static String colored(String color) {
        return colored(3, color);
    }

    private static String colored(int nodes, String color) {
        return Workload.MIX.yaml(
                "chat", nodes, "  template: {metadata: {annotations: {color: %s}}}\n".formatted(color));
    }

    /** Does this before it starts the release. */
    private static String starting(String line) {
        return Workload.MIX.yaml("chat", 3, """
                  template:
                    spec:
                      containers:
                      - name: beam
                        command: [sh, -c, '%s; exec /app/bin/chat start']
                """.formatted(line));
    }

    private static String ip(Beam beam, int ordinal) {
        return beam.pod(ordinal).getStatus().getPodIP();
    }
}

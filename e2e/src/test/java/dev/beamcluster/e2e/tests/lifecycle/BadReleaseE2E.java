package dev.beamcluster.e2e.tests.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.SpecEdit;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.ExpectedInLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** The rollout of a broken release stops at the first node and is reported; the last good spec restores that node. */
@EndToEnd
class BadReleaseE2E {

    private static final Duration REPORTED = Duration.ofMinutes(2);

    static Stream<Arguments> badReleases() {
        var noImage =
                ColoredRelease.of("blue").replaceFirst("(?m)^  image:.*$", "  image: beamcluster/no-such-image:local");
        return Stream.of(
                argumentSet("has a missing image", noImage, "no-such-image"),
                argumentSet("exits at once", starting("exit 3"), "CrashLoopBackOff"),
                argumentSet("has another cookie", starting("export RELEASE_COOKIE=another"), "cookie does not match"),
                argumentSet(
                        "has another name", starting("export RELEASE_NODE=other@$BEAM_HOST"), "different node name"));
    }

    @ParameterizedTest
    @MethodSource("badReleases")
    @ExpectedInLog("RolloutStalled")
    void aBrokenReleaseStopsAtTheFirstNodeAndTheLastGoodSpecRestoresIt(
            String bad, String words, TestNamespace namespace) {
        // Given
        var good = ColoredRelease.of("blue");
        var beam = namespace.apply("chat", good).becomesWhole(3);
        var others = beam.incarnationsWithout("chat-2");

        // When
        var _ = namespace.kubectl().apply(bad).orFail();

        // Then
        beam.eventually(Duration.ofMinutes(2), status -> {
            status.condition("Stalled").isTrue().hasReason("RolloutStalled").mentions("chat-2", words);
            status.condition("Ready").isFalse().hasReason("RolloutStalled");
        });
        beam.stays(Duration.ofSeconds(5), status -> status.condition("Stalled").isTrue());
        assertThat(beam.incarnations()).as("the others run as they were").containsAllEntriesOf(others);

        // When
        var _ = namespace.kubectl().apply(good).orFail();

        // Then
        beam.eventually(Beam.WHOLE, status -> status.isWhole(3));
        beam.becomesWhole(3);
        assertThat(beam.incarnations()).as("only the broken one was replaced").containsAllEntriesOf(others);
    }

    @Test
    @ExpectedInLog("RolloutStalled")
    void aReleaseThatIsNeverReadyIsReportedAfterItsTimeout(TestNamespace namespace) {
        // Given a timeout that lets a node join the mesh first, even on a busy machine
        var patience = Duration.ofSeconds(25);
        var good = SpecEdit.of(
                ColoredRelease.of("blue"),
                "rollout: {minReadySeconds: 0, timeoutSeconds: %d}".formatted(patience.toSeconds()));
        var beam = namespace.apply("chat", good).becomesWhole(3);
        var others = beam.incarnationsWithout("chat-2");

        // When
        var neverReady = "template: {spec: {containers: [{name: beam, readinessProbe: {exec: {command: ['false']}}}]}}";
        var _ = namespace.kubectl().apply(SpecEdit.of(good, neverReady)).orFail();

        // Then the node joins the mesh, and nothing changes after that
        beam.eventually(REPORTED, status -> {
            status.node("chat-2", node -> node.state(), NodeState.Meshed);
            status.condition("Reconciling").isTrue().mentions("waiting for chat-2 to become ready");
            status.condition("Stalled").isFalse();
        });
        beam.eventually(
                patience.plusMinutes(1),
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("RolloutStalled")
                        .mentions("rollout stalled on chat-2: readiness probe of container beam has failed"));
        assertThat(Duration.between(since(beam, "chat-2"), beam.transition("Stalled")))
                .as("not before that time is over")
                .isGreaterThanOrEqualTo(patience);
        assertThat(beam.incarnations()).as("the others run as they were").containsAllEntriesOf(others);

        // When
        var _ = namespace.kubectl().apply(good).orFail();

        // Then
        beam.eventually(REPORTED, status -> status.isWhole(3));
        assertThat(beam.incarnations()).as("only the broken one was replaced").containsAllEntriesOf(others);
    }

    private static Instant since(Beam beam, String pod) {
        return beam.get().getStatus().nodes().stream()
                .filter(node -> node.pod().equals(pod))
                .map(node -> Instant.parse(node.since()))
                .findFirst()
                .orElseThrow();
    }

    /** A line of shell that runs before the release starts. */
    private static String starting(String line) {
        return SampleRelease.MIX.yaml("chat", 3, """
                  template:
                    spec:
                      containers:
                      - name: beam
                        command: [sh, -c, '%s; exec /app/bin/chat start']
                """.formatted(line));
    }
}

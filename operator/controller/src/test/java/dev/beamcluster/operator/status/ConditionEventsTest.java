package dev.beamcluster.operator.status;

import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.Transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class ConditionEventsTest {

    private static final String WHOLE = "Meshed True FullMesh";
    private static final String READY = "PodsReady True AllPodsReady";
    private static final String AT_REST = "Reconciling False UpToDate";
    private static final String ROLLOUT = "Reconciling True RolloutInProgress";

    static Stream<Arguments> changes() {
        return Stream.of(
                change("nothing", List.of(WHOLE, AT_REST), List.of(WHOLE, AT_REST)),
                change(
                        "the first status",
                        null,
                        List.of(READY, WHOLE, AT_REST),
                        "Normal AllPodsReady",
                        "Normal FullMesh"),
                change(
                        "a new BeamCluster starts",
                        null,
                        List.of("PodsReady False PodsStarting", "Meshed Unknown ProbeStale", ROLLOUT)),
                change(
                        "its nodes are starting",
                        List.of("PodsReady False PodsStarting", "Meshed Unknown ProbeStale", ROLLOUT),
                        List.of("PodsReady False PodsStarting", "Meshed False NodesUnreachable", AT_REST)),
                change(
                        "its nodes have started one after another",
                        List.of("PodsReady False PodsStarting", "Meshed False NodesUnreachable", AT_REST),
                        List.of("PodsReady False PodsStarting", "Meshed False LinksMissing", AT_REST)),
                change(
                        "its nodes have started, and are no mesh",
                        List.of("PodsReady False PodsStarting", "Meshed False NodesUnreachable", AT_REST),
                        List.of("PodsReady False PodsStarting", "Meshed False CookieMismatch", AT_REST),
                        "Warning CookieMismatch"),
                change(
                        "its pods have started",
                        List.of("PodsReady False PodsStarting", "Meshed Unknown ProbeStale", AT_REST),
                        List.of(READY, WHOLE, AT_REST),
                        "Normal FullMesh"),
                change(
                        "its pods fail before they start",
                        List.of("PodsReady False PodsFailing", "Meshed Unknown ProbeStale", AT_REST),
                        List.of(READY, WHOLE, AT_REST),
                        "Normal AllPodsReady",
                        "Normal FullMesh"),
                change(
                        "a pod of a mesh starts again",
                        List.of(READY, WHOLE, AT_REST),
                        List.of("PodsReady False PodsStarting", "Meshed False NodesUnreachable", AT_REST),
                        "Warning PodsStarting",
                        "Warning NodesUnreachable"),
                change("it is not stalled", null, List.of("Stalled False NotStalled", AT_REST)),
                change(
                        "stalled from the start",
                        null,
                        List.of("Stalled True InvalidSpec", AT_REST),
                        "Warning InvalidSpec"),
                change(
                        "nodes wait for a valid spec",
                        null,
                        List.of("PodsReady False SpecNotApplied", "Meshed Unknown SpecNotApplied", AT_REST)),
                change("its nodes are uniform from the start", null, List.of("Uniform True NodesUniform", AT_REST)),
                change(
                        "a link is lost",
                        List.of(WHOLE, AT_REST),
                        List.of("Meshed False LinksMissing", AT_REST),
                        "Warning LinksMissing"),
                change(
                        "a link is lost during a rollout",
                        List.of(WHOLE, ROLLOUT),
                        List.of("Meshed False LinksMissing", ROLLOUT),
                        "Normal LinksMissing"),
                change(
                        "another cookie during a rollout",
                        List.of(WHOLE, ROLLOUT),
                        List.of("Meshed False CookieMismatch", ROLLOUT),
                        "Warning CookieMismatch"),
                change(
                        "a new pod without a DNS record yet",
                        List.of(WHOLE, ROLLOUT),
                        List.of("Meshed False DnsFailure", ROLLOUT),
                        "Normal DnsFailure"),
                change(
                        "a DNS record that goes without a rollout",
                        List.of(WHOLE, AT_REST),
                        List.of("Meshed False DnsFailure", AT_REST),
                        "Warning DnsFailure"),
                change(
                        "the same condition with another reason",
                        List.of("Meshed False LinksMissing", AT_REST),
                        List.of("Meshed False Partitioned", AT_REST),
                        "Normal Partitioned"),
                change(
                        "the mesh is full again",
                        List.of("Meshed False Partitioned", AT_REST),
                        List.of(WHOLE, AT_REST),
                        "Normal FullMesh"),
                change(
                        "a pod fails",
                        List.of("PodsReady False PodsStarting", ROLLOUT),
                        List.of("PodsReady False PodsFailing", ROLLOUT),
                        "Warning PodsFailing"),
                change(
                        "versions differ",
                        List.of("Uniform True NodesUniform", AT_REST),
                        List.of("Uniform False VersionSkew", AT_REST),
                        "Warning VersionSkew"),
                change(
                        "versions are not compared during a rollout",
                        List.of("Uniform True NodesUniform", AT_REST),
                        List.of("Uniform Unknown RolloutInProgress", ROLLOUT)),
                change(
                        "versions no longer differ",
                        List.of("Uniform False VersionSkew", AT_REST),
                        List.of("Uniform True NodesUniform", AT_REST),
                        "Normal NodesUniform"),
                change(
                        "a rollout stalls",
                        List.of("Stalled False NotStalled", ROLLOUT),
                        List.of("Stalled True RolloutStalled", "Reconciling False RolloutStalled"),
                        "Warning RolloutStalled"),
                change(
                        "a rollout resumes",
                        List.of("Stalled True RolloutStalled", "Reconciling False RolloutStalled"),
                        List.of("Stalled False NotStalled", ROLLOUT),
                        "Normal NotStalled"),
                change(
                        "Ready repeats another condition",
                        List.of("Ready True FullMesh"),
                        List.of("Ready False LinksMissing")),
                change(
                        "a reason of another operator version",
                        List.of("Meshed False Unreachable", AT_REST),
                        List.of("Meshed False NodesUnreachable", AT_REST),
                        "Normal NodesUnreachable"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeHasItsEvents(@Nullable List<String> before, List<String> after, List<String> events) {
        assertThat(ConditionEvents.between(before == null ? null : status(before), status(after)))
                .extracting(event -> event.type() + " " + event.reason())
                .isEqualTo(events);
    }

    @Test
    void podsThatWereReadyBeforeHaveAnEventWhenTheyAreReadyAgain() {
        // Given
        var before = status(List.of("PodsReady False PodsStarting", WHOLE, AT_REST))
                .withHistory(List.of(
                        new Transition(
                                "2026-01-01T00:00:00Z", null, null, "True", "FullMesh", null, List.of(), List.of()),
                        new Transition(
                                "2026-01-01T01:00:00Z",
                                null,
                                null,
                                "False",
                                "PodsStarting",
                                null,
                                List.of(),
                                List.of())));

        // When
        var events = ConditionEvents.between(before, status(List.of(READY, WHOLE, AT_REST)));

        // Then
        assertThat(events).extracting(EventText::reason).containsExactly(Reason.AllPodsReady);
    }

    private static Arguments change(String name, @Nullable List<String> before, List<String> after, String... events) {
        return argumentSet(name, before, after, List.of(events));
    }

    private static BeamClusterStatus status(List<String> conditions) {
        return new BeamClusterStatus(
                7L,
                3,
                3,
                "",
                null,
                List.of(),
                null,
                List.of(),
                null,
                conditions.stream().map(ConditionEventsTest::condition).toList());
    }

    private static Condition condition(String words) {
        String[] parts = words.split(" ", -1);
        return new ConditionBuilder()
                .withType(parts[0])
                .withStatus(parts[1])
                .withReason(parts[2])
                .withMessage("in words")
                .build();
    }
}

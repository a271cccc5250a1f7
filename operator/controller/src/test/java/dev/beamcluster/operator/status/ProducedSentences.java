package dev.beamcluster.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.operator.observed.ExamplePods;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodEnding;
import dev.beamcluster.operator.observed.WorkloadFacts;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.rollout.RolloutPlanner;
import dev.beamcluster.operator.rollout.RolloutPolicy;
import dev.beamcluster.operator.rollout.Trial;

/**
 * Every sentence about a BeamCluster that a person can read: messages of conditions, nodes and events. They are collected from
 * all situations in the tests, so a new sentence is included as soon as it has a test.
 */
public final class ProducedSentences {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private ProducedSentences() {}

    /** Returns each sentence once, in alphabetical order. */
    public static SortedSet<String> all() {
        return Stream.of(statuses(), faults(), events(), plans(), PodSentencesTest.sentences())
                .flatMap(sentences -> sentences)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> statuses() {
        return Situations.all()
                // Messages about hundreds of nodes contain no other words.
                .filter(situation -> situation.nodes().size() < 100)
                .map(situation -> situation.status(null, NOW))
                .flatMap(status -> Stream.concat(
                        status.conditions().stream().map(Condition::getMessage),
                        status.nodes().stream().map(NodeStatus::message).filter(Objects::nonNull)));
    }

    private static Stream<String> faults() {
        return Stream.of(Cause.values())
                .map(Fault::new)
                .flatMap(fault -> Stream.of(FaultMessages.of(fault), FaultMessages.ofBothDirections(fault)));
    }

    private static Stream<String> events() {
        Situation whole = Situation.whole(3, NOW);
        BeamClusterStatus before = whole.status(null, NOW);
        BeamClusterStatus leaving =
                whole.leavingNow(3).deleting(2).on(new Progress.Moving("")).status(null, NOW);
        Stream<EventText> rollout = Stream.of(
                        RolloutEvents.next(List.of(), before, leaving),
                        RolloutEvents.next(List.of("chat-1", "chat-2"), leaving, before))
                .map(RolloutEvents.Result::events)
                .flatMap(Collection::stream);
        Stream<EventText> drains = Stream.of(new DrainResult.Drained(), new DrainResult.Failed("it answered busy"))
                .map(result -> EventText.ofDrain("chat-2", result));
        Stream<EventText> endings = Stream.of(
                        new PodEnding.Killed("chat-2", Duration.ofSeconds(30)),
                        new PodEnding.Evicted("chat-2", "Evicted: The node was low on resource: memory."))
                .map(PodEvents::of);
        return Stream.of(rollout, drains, endings).flatMap(texts -> texts).map(EventText::message);
    }

    private static Stream<String> plans() {
        return Stream.of(
                        plan(3, Optional.empty(), "a"),
                        plan(3, Optional.of(statefulSet(true, 3, "a", "a")), "b"),
                        plan(3, Optional.of(statefulSet(false, 3, "a", "a")), "a"),
                        plan(3, Optional.of(statefulSet(true, 2, "a", "a")), "a"),
                        plan(2, Optional.of(statefulSet(true, 3, "a", "a")), "a"),
                        plan(3, Optional.of(statefulSet(true, 3, "a", "b")), "a"),
                        plan(3, Optional.of(statefulSet(true, 3, "b", "a")), "a"))
                .flatMap(progress ->
                        progress instanceof Progress.Moving(String message) ? Stream.of(message) : Stream.empty());
    }

    private static Progress plan(int replicas, Optional<WorkloadFacts> statefulSet, String template) {
        List<ExpectedNode> pods =
                IntStream.range(0, 3).mapToObj(ProducedSentences::node).toList();
        SortedMap<Integer, ExpectedNode> leaving = new TreeMap<>();
        IntStream.range(replicas, 3).forEach(ordinal -> leaving.put(ordinal, pods.get(ordinal)));
        var policy = new RolloutPolicy(replicas, false, 1, Duration.ZERO, Duration.ofMinutes(10));
        return new RolloutPlanner(
                        policy, pods.subList(0, replicas), leaving, Optional.empty(), new Trial(policy, Map.of(), NOW))
                .next(statefulSet, template)
                .progress();
    }

    private static WorkloadFacts statefulSet(boolean observed, int replicas, String current, String update) {
        return new WorkloadFacts(
                observed,
                replicas,
                replicas,
                replicas,
                Optional.empty(),
                new WorkloadFacts.Target(3, 3, 3, "a"),
                new WorkloadFacts.Revisions(current, update));
    }

    private static ExpectedNode node(int ordinal) {
        String pod = "chat-" + ordinal;
        return new ExpectedNode(
                FullMesh.node(ordinal), pod, Optional.of(ExamplePods.ready(pod, pod, "a", "10.0.0.1", Instant.EPOCH)));
    }
}

package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.beamcluster.mesh.Member;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.PodTrouble;

/** Nodes of the BeamCluster {@code chat}, each with its pod in one state. */
final class ChatNodes {

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private ChatNodes() {}

    static List<ExpectedNode> running(int count) {
        return IntStream.range(0, count).mapToObj(ChatNodes::runningNode).toList();
    }

    static ExpectedNode runningNode(int ordinal) {
        return node(ordinal, pod(ordinal));
    }

    static ExpectedNode withoutPod(int ordinal) {
        return new ExpectedNode(FullMesh.node(ordinal), "chat-" + ordinal, Optional.empty());
    }

    /** Its pod is another one of the same name. */
    static ExpectedNode replaced(int ordinal) {
        PodFacts pod = pod(ordinal);
        return node(
                ordinal,
                new PodFacts(
                        pod.name(),
                        "another",
                        pod.revision(),
                        Optional.of("10.0.9.9"),
                        pod.started(),
                        true,
                        false,
                        Optional.empty(),
                        List.of(),
                        pod.history()));
    }

    /** Its container runs no more, and not yet again. */
    static ExpectedNode starting(int ordinal) {
        return node(ordinal, notRunning(ordinal, Optional.empty()));
    }

    /** Its container does not run, because of this trouble. */
    static ExpectedNode down(int ordinal, PodTrouble trouble) {
        return node(ordinal, notRunning(ordinal, Optional.of(trouble)));
    }

    /** Its container runs, and the pod is not ready because of this trouble. */
    static ExpectedNode unready(int ordinal, PodTrouble trouble) {
        PodFacts pod = pod(ordinal);
        return node(
                ordinal,
                new PodFacts(
                        pod.name(),
                        pod.uid(),
                        pod.revision(),
                        pod.address(),
                        pod.started(),
                        false,
                        false,
                        Optional.of(trouble),
                        List.of(),
                        pod.history()));
    }

    /** Its pod is what the operator observed. */
    static ExpectedNode observed(int ordinal, PodFacts pod) {
        return node(ordinal, pod);
    }

    static ExpectedNode terminating(int ordinal) {
        PodFacts pod = pod(ordinal);
        return node(
                ordinal,
                new PodFacts(
                        pod.name(),
                        pod.uid(),
                        pod.revision(),
                        pod.address(),
                        pod.started(),
                        false,
                        true,
                        pod.trouble(),
                        pod.notes(),
                        pod.history()));
    }

    static List<Member> members(List<ExpectedNode> nodes) {
        return nodes.stream().map(ExpectedNode::member).toList();
    }

    private static ExpectedNode node(int ordinal, PodFacts pod) {
        return new ExpectedNode(FullMesh.node(ordinal), "chat-" + ordinal, Optional.of(pod));
    }

    private static PodFacts notRunning(int ordinal, Optional<PodTrouble> trouble) {
        PodFacts pod = pod(ordinal);
        return new PodFacts(
                pod.name(),
                pod.uid(),
                pod.revision(),
                pod.address(),
                Optional.empty(),
                false,
                false,
                trouble,
                List.of(),
                pod.history());
    }

    private static PodFacts pod(int ordinal) {
        return new PodFacts(
                "chat-" + ordinal,
                "uid-" + ordinal,
                Optional.of("chat-1"),
                Optional.of("10.0.0." + ordinal),
                Optional.of(Instant.EPOCH),
                true,
                false,
                Optional.empty(),
                List.of(),
                new PodFacts.History(CREATED, CREATED, 0, Optional.empty()));
    }
}

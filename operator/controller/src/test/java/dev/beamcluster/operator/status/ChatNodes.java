package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.beamcluster.mesh.Member;
import dev.beamcluster.operator.observed.ExamplePods;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.observed.SpecFacts;

/** Nodes of the BeamCluster {@code chat}, each with its pod in one state. */
final class ChatNodes {

    static final SpecFacts SPEC =
            new SpecFacts("Mix", false, Optional.empty(), Optional.of("mine"), Optional.of("chat-tls"));

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
        return node(ordinal, ExamplePods.ready("chat-" + ordinal, "another", "chat-1", "10.0.9.9", CREATED));
    }

    /** Its container runs no more, and not yet again. */
    static ExpectedNode starting(int ordinal) {
        return node(ordinal, ExamplePods.notRunning(pod(ordinal), Optional.empty()));
    }

    /** Its container does not run, because of this trouble. */
    static ExpectedNode down(int ordinal, PodTrouble trouble) {
        return node(ordinal, ExamplePods.notRunning(pod(ordinal), Optional.of(trouble)));
    }

    /** Its container runs, and the pod is not ready because of this trouble. */
    static ExpectedNode unready(int ordinal, PodTrouble trouble) {
        return node(ordinal, ExamplePods.unready(pod(ordinal), trouble));
    }

    /** Its pod is what the operator observed. */
    static ExpectedNode observed(int ordinal, PodFacts pod) {
        return node(ordinal, pod);
    }

    static ExpectedNode terminating(int ordinal) {
        return node(ordinal, ExamplePods.terminating(pod(ordinal)));
    }

    static List<Member> members(List<ExpectedNode> nodes) {
        return nodes.stream().map(ExpectedNode::member).toList();
    }

    private static ExpectedNode node(int ordinal, PodFacts pod) {
        return new ExpectedNode(FullMesh.node(ordinal), "chat-" + ordinal, Optional.of(pod));
    }

    private static PodFacts pod(int ordinal) {
        return ExamplePods.ready("chat-" + ordinal, "uid-" + ordinal, "chat-1", "10.0.0." + ordinal, CREATED);
    }
}

package dev.beamcluster.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.WorkloadFacts;
import dev.beamcluster.operator.rollout.Progress;

/** A whole mesh of running pods, and one change after another away from it. */
record Situation(Observed observed) {

    static final NodeInfo FACTS = new NodeInfo(
            "27",
            "chat 1.4.0",
            new TreeMap<>(Map.of("kernel", "10.2", "chat", "1.4.0")),
            Optional.of(60),
            true,
            "inet_tcp",
            false);

    static Situation whole(int count, Instant now) {
        List<ExpectedNode> nodes = IntStream.range(0, count)
                .mapToObj(ordinal ->
                        new ExpectedNode(node(ordinal), "chat-" + ordinal, Optional.of(pod(ordinal, Optional.empty()))))
                .toList();
        return new Situation(new Observed(
                7,
                "beamcluster.dev/cluster=chat",
                nodes,
                List.of(),
                new TreeSet<>(),
                Optional.of(workload(true, count)),
                new ApplyOutcome.Applied(new Progress.UpToDate()),
                Optional.of(new Observation(report(count), now, List.of())),
                Duration.ofSeconds(10),
                Duration.ofSeconds(600)));
    }

    Situation withoutLook() {
        return with(Optional.empty());
    }

    Situation lookedAt(Instant at) {
        return with(Optional.of(new Observation(views(), at, List.of())));
    }

    Situation lookOf(int count) {
        return seen(report(count).nodes());
    }

    /** One direction of a link is gone. */
    Situation cut(int from, int to, Cause cause) {
        var views = new TreeMap<>(views().nodes());
        NodeView.Reached before = (NodeView.Reached) Objects.requireNonNull(views.get(node(from)));
        var answering = new TreeSet<>(before.answering());
        answering.remove(node(to));
        var faults = new TreeMap<>(before.faults());
        faults.put(node(to), new Fault(cause));
        views.put(node(from), new NodeView.Reached(before.facts(), answering, faults, before.unexpectedNodes()));
        return seen(views);
    }

    /** A node says something else of itself. */
    Situation saying(int ordinal, NodeInfo facts) {
        var views = new TreeMap<>(views().nodes());
        NodeView.Reached before = (NodeView.Reached) Objects.requireNonNull(views.get(node(ordinal)));
        views.put(
                node(ordinal),
                new NodeView.Reached(facts, before.answering(), before.faults(), before.unexpectedNodes()));
        return seen(views);
    }

    /** Both directions of a link are gone. */
    Situation apart(int one, int other) {
        return cut(one, other, Cause.NOT_CONNECTED).cut(other, one, Cause.NOT_CONNECTED);
    }

    /** A node that is no member is connected to one that is. */
    Situation visited(int ordinal, int stranger) {
        var views = new TreeMap<>(views().nodes());
        NodeView.Reached before = (NodeView.Reached) Objects.requireNonNull(views.get(node(ordinal)));
        var unexpectedNodes = new TreeSet<>(before.unexpectedNodes());
        unexpectedNodes.add(node(stranger));
        views.put(
                node(ordinal),
                new NodeView.Reached(before.facts(), before.answering(), before.faults(), unexpectedNodes));
        return seen(views);
    }

    /** A node answers nobody. */
    Situation lost(int ordinal, Cause cause) {
        return lost(ordinal, new Fault(cause));
    }

    Situation lost(int ordinal, Fault fault) {
        Situation situation = this;
        for (int peer = 0; peer < observed.wanted(); peer++) {
            if (peer != ordinal && situation.views().nodes().get(node(peer)) instanceof NodeView.Reached) {
                situation = situation.cut(peer, ordinal, Cause.NOT_CONNECTED);
            }
        }
        return situation.unseen(ordinal, fault);
    }

    /** A node answers its peers and not the operator. */
    Situation unseen(int ordinal, Cause cause) {
        return unseen(ordinal, new Fault(cause));
    }

    Situation unseen(int ordinal, Fault fault) {
        var views = new TreeMap<>(views().nodes());
        views.put(node(ordinal), new NodeView.Unreachable(fault));
        return seen(views);
    }

    Situation unobserved() {
        int count = observed.wanted();
        return new Situation(
                copy(observed.nodes(), Optional.of(workload(false, count)), observed.outcome(), observed.mesh()));
    }

    Situation refused() {
        return new Situation(copy(
                observed.nodes(),
                observed.workload(),
                new ApplyOutcome.Refused(Reason.InvalidSpec, "spec.x: wrong; mend it"),
                observed.mesh()));
    }

    /** Everything was applied, and that is how far it is. */
    Situation on(Progress progress) {
        return new Situation(
                copy(observed.nodes(), observed.workload(), new ApplyOutcome.Applied(progress), observed.mesh()));
    }

    Situation failing(int ordinal) {
        return with(ordinal, pod(ordinal, Optional.of("no image")));
    }

    /** Its pod is on its way out. */
    Situation deleting(int ordinal) {
        PodFacts pod = pod(ordinal, Optional.empty());
        return with(
                ordinal,
                new PodFacts(
                        pod.name(),
                        pod.uid(),
                        pod.revision(),
                        pod.address(),
                        pod.started(),
                        false,
                        true,
                        pod.failure()));
    }

    /** One node more than are wanted has a pod. */
    Situation leaving(int ordinal) {
        var leaving = new ExpectedNode(node(ordinal), "chat-" + ordinal, Optional.of(pod(ordinal, Optional.empty())));
        return new Situation(new Observed(
                observed.generation(),
                observed.selector(),
                observed.nodes(),
                List.of(leaving),
                observed.draining(),
                observed.workload(),
                observed.outcome(),
                observed.mesh(),
                observed.outdatedAfter(),
                observed.patience()));
    }

    Situation draining(String pod) {
        return new Situation(new Observed(
                observed.generation(),
                observed.selector(),
                observed.nodes(),
                observed.leaving(),
                new TreeSet<>(List.of(pod)),
                observed.workload(),
                observed.outcome(),
                observed.mesh(),
                observed.outdatedAfter(),
                observed.patience()));
    }

    private Situation with(int ordinal, PodFacts pod) {
        List<ExpectedNode> nodes = observed.nodes().stream()
                .map(fact -> fact.node().equals(node(ordinal))
                        ? new ExpectedNode(fact.node(), fact.podName(), Optional.of(pod))
                        : fact)
                .toList();
        return new Situation(copy(nodes, observed.workload(), observed.outcome(), observed.mesh()));
    }

    private Situation seen(SortedMap<NodeName, NodeView> views) {
        Instant at = observed.mesh().orElseThrow().at();
        return with(Optional.of(new Observation(new MeshReport(views), at, List.of())));
    }

    private Situation with(Optional<Observation> look) {
        return new Situation(copy(observed.nodes(), observed.workload(), observed.outcome(), look));
    }

    private Observed copy(
            List<ExpectedNode> nodes,
            Optional<WorkloadFacts> workload,
            ApplyOutcome outcome,
            Optional<Observation> look) {
        return new Observed(
                observed.generation(),
                observed.selector(),
                nodes,
                observed.leaving(),
                observed.draining(),
                workload,
                outcome,
                look,
                observed.outdatedAfter(),
                observed.patience());
    }

    private static WorkloadFacts workload(boolean seen, int count) {
        return new WorkloadFacts(
                seen,
                count,
                count,
                count,
                Optional.empty(),
                new WorkloadFacts.Target(count, count, "template"),
                new WorkloadFacts.Revisions("chat-1", "chat-1"));
    }

    private MeshReport views() {
        return observed.mesh().orElseThrow().report();
    }

    private static MeshReport report(int count) {
        var views = new TreeMap<NodeName, NodeView>();
        for (int from = 0; from < count; from++) {
            var answering = new TreeSet<NodeName>();
            for (int to = 0; to < count; to++) {
                if (to != from) {
                    answering.add(node(to));
                }
            }
            views.put(node(from), new NodeView.Reached(FACTS, answering, new TreeMap<>(), new TreeSet<>()));
        }
        return new MeshReport(views);
    }

    private static NodeName node(int ordinal) {
        return new NodeName("chat", "chat-" + ordinal + ".nodes");
    }

    private static PodFacts pod(int ordinal, Optional<String> failure) {
        return new PodFacts(
                "chat-" + ordinal,
                "uid-" + ordinal,
                Optional.of("chat-1"),
                Optional.of("10.0.0." + ordinal),
                failure.isEmpty() ? Optional.of(Instant.EPOCH) : Optional.empty(),
                failure.isEmpty(),
                false,
                failure);
    }
}

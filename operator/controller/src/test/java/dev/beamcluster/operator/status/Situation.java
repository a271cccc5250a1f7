package dev.beamcluster.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.FreshReport;
import dev.beamcluster.operator.observed.OwnSecret;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.observed.WorkloadFacts;
import dev.beamcluster.operator.rollout.Progress;

/**
 * A whole mesh of running pods, and one change after another away from it.
 *
 * @param observed what was seen, but for the mesh and the time
 * @param outcome how applying went
 * @param last the last report of the mesh monitor
 */
record Situation(Snapshot observed, ApplyOutcome outcome, Optional<Observation> last) {

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
        return new Situation(
                new Snapshot(
                        now,
                        7,
                        "beamcluster.dev/cluster=chat",
                        nodes,
                        new TreeMap<>(),
                        new TreeSet<>(),
                        new TreeSet<>(),
                        new TreeMap<>(),
                        Optional.of(workload(true, count)),
                        new OwnSecret.Missing(),
                        new FreshReport.NeverProbed(),
                        Duration.ofMinutes(10)),
                new ApplyOutcome.Applied(new Progress.UpToDate()),
                Optional.of(new Observation(report(count), now, members(nodes))));
    }

    /** The snapshot as it is taken now. */
    Snapshot at(Instant now) {
        return snapshot(
                now,
                observed.nodes(),
                observed.leaving(),
                observed.draining(),
                observed.workload(),
                FreshReport.of(last, observed.members(), Duration.ofSeconds(10), now));
    }

    BeamClusterStatus status(@Nullable BeamClusterStatus previous, Instant now) {
        return StatusComputer.compute(at(now), outcome, previous);
    }

    Situation withoutLook() {
        return new Situation(observed, outcome, Optional.empty());
    }

    Situation lookedAt(Instant at) {
        return new Situation(observed, outcome, Optional.of(new Observation(views(), at, observed.members())));
    }

    Situation lookOf(int count) {
        var others = members(observed.nodes().subList(0, count));
        return new Situation(
                observed,
                outcome,
                Optional.of(new Observation(report(count), last.orElseThrow().at(), others)));
    }

    /** Its pod was replaced by one of the same name since the last look. */
    Situation replaced(int ordinal) {
        PodFacts pod = pod(ordinal, Optional.empty());
        return with(
                ordinal,
                new PodFacts(
                        pod.name(),
                        "another",
                        pod.revision(),
                        Optional.of("10.0.9.9"),
                        pod.started(),
                        true,
                        false,
                        Optional.empty()));
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
        return new Situation(
                snapshot(
                        observed.now(),
                        observed.nodes(),
                        observed.leaving(),
                        observed.draining(),
                        Optional.of(workload(false, observed.wanted())),
                        observed.mesh()),
                outcome,
                last);
    }

    Situation refused() {
        return new Situation(observed, new ApplyOutcome.Refused(Reason.InvalidSpec, "spec.x: wrong; mend it"), last);
    }

    /** Everything was applied, and that is how far it is. */
    Situation on(Progress progress) {
        return new Situation(observed, new ApplyOutcome.Applied(progress), last);
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
        return new Situation(
                snapshot(
                        observed.now(),
                        observed.nodes(),
                        new TreeMap<>(Map.of(ordinal, leaving)),
                        observed.draining(),
                        observed.workload(),
                        observed.mesh()),
                outcome,
                last);
    }

    Situation draining(String pod) {
        return new Situation(
                snapshot(
                        observed.now(),
                        observed.nodes(),
                        observed.leaving(),
                        new TreeSet<>(List.of(pod)),
                        observed.workload(),
                        observed.mesh()),
                outcome,
                last);
    }

    private Situation with(int ordinal, PodFacts pod) {
        List<ExpectedNode> nodes = observed.nodes().stream()
                .map(fact -> fact.node().equals(node(ordinal))
                        ? new ExpectedNode(fact.node(), fact.podName(), Optional.of(pod))
                        : fact)
                .toList();
        return new Situation(
                snapshot(
                        observed.now(),
                        nodes,
                        observed.leaving(),
                        observed.draining(),
                        observed.workload(),
                        observed.mesh()),
                outcome,
                last);
    }

    private Situation seen(SortedMap<NodeName, NodeView> views) {
        Observation before = last.orElseThrow();
        return new Situation(
                observed, outcome, Optional.of(new Observation(new MeshReport(views), before.at(), before.members())));
    }

    private Snapshot snapshot(
            Instant now,
            List<ExpectedNode> nodes,
            SortedMap<Integer, ExpectedNode> leaving,
            SortedSet<String> draining,
            Optional<WorkloadFacts> workload,
            FreshReport mesh) {
        return new Snapshot(
                now,
                observed.generation(),
                observed.selector(),
                nodes,
                leaving,
                draining,
                observed.previousPods(),
                observed.ignoredPods(),
                workload,
                observed.ownSecret(),
                mesh,
                observed.rolloutTimeout());
    }

    private static List<Member> members(List<ExpectedNode> nodes) {
        return nodes.stream().map(ExpectedNode::member).toList();
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
        return last.orElseThrow().report();
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

package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.observed.WorkloadFacts;
import dev.beamcluster.operator.rollout.Progress;

/**
 * A full mesh of running pods, and one change after another away from it.
 *
 * @param nodes the nodes that the spec asks for
 * @param outcome how applying went
 * @param last the last report of the mesh monitor
 */
record Situation(
        List<ExpectedNode> nodes,
        SortedMap<Integer, ExpectedNode> leaving,
        SortedSet<String> draining,
        Optional<WorkloadFacts> workload,
        ApplyOutcome outcome,
        Optional<Observation> last) {

    static final NodeInfo FACTS = new NodeInfo(
            "27",
            "chat 1.4.0",
            new TreeMap<>(Map.of("kernel", "10.2", "chat", "1.4.0")),
            Optional.of(60),
            true,
            "inet_tcp",
            false);

    static final PodTrouble NO_IMAGE = new PodTrouble.ImageNotPulled("chat:2");

    static Situation whole(int count, Instant now) {
        List<ExpectedNode> nodes = ChatNodes.running(count);
        return new Situation(
                nodes,
                new TreeMap<>(),
                new TreeSet<>(),
                Optional.of(ChatStatefulSet.settled(count)),
                new ApplyOutcome.Applied(new Progress.UpToDate()),
                Optional.of(new Observation(FullMesh.of(count, FACTS).report(), now, ChatNodes.members(nodes))));
    }

    BeamClusterStatus status(@Nullable BeamClusterStatus previous, Instant now) {
        return StatusComputer.compute(SituationSnapshot.of(this, previous, now), outcome, List.of(), previous);
    }

    Situation neverProbed() {
        return seen(Optional.empty());
    }

    Situation probedAt(Instant at) {
        return seen(last.map(seen -> new Observation(seen.report(), at, seen.members())));
    }

    /** The last report is of the first few nodes only. */
    Situation probedOnly(int count) {
        return seen(last.map(seen -> new Observation(
                FullMesh.of(count, FACTS).report(), seen.at(), ChatNodes.members(nodes.subList(0, count)))));
    }

    /** Its pod was replaced by one of the same name since the last probe. */
    Situation replaced(int ordinal) {
        return with(ordinal, ChatNodes.replaced(ordinal));
    }

    /** One direction of a link is missing. */
    Situation cut(int from, int to, Cause cause) {
        return mesh(mesh -> mesh.cut(from, to, new Fault(cause)));
    }

    /** A node says something else of itself. */
    Situation saying(int ordinal, NodeInfo info) {
        return mesh(mesh -> mesh.saying(ordinal, info));
    }

    /** Both directions of a link are missing. */
    Situation apart(int one, int other) {
        return cut(one, other, Cause.NOT_CONNECTED).cut(other, one, Cause.NOT_CONNECTED);
    }

    /** A node that is not a member is connected to one that is. */
    Situation visited(int ordinal, int visitor) {
        return mesh(mesh -> mesh.visited(ordinal, visitor));
    }

    /** A node answers nobody. */
    Situation lost(int ordinal, Cause cause) {
        return lost(ordinal, new Fault(cause));
    }

    Situation lost(int ordinal, Fault fault) {
        return mesh(mesh -> mesh.lost(ordinal, fault));
    }

    /** A node answers its peers and not the operator. */
    Situation unseen(int ordinal, Cause cause) {
        return unseen(ordinal, new Fault(cause));
    }

    Situation unseen(int ordinal, Fault fault) {
        return mesh(mesh -> mesh.unseen(ordinal, fault));
    }

    /** The StatefulSet's controller has not seen the last change yet. */
    Situation unobserved() {
        return workload(Optional.of(ChatStatefulSet.unobserved(nodes.size())));
    }

    /** The API server refuses to create pods. */
    Situation creationRefused(String why) {
        return workload(Optional.of(ChatStatefulSet.creationRefused(nodes.size(), why)));
    }

    /** The StatefulSet is of another size than the spec. */
    Situation sized(int replicas) {
        return workload(Optional.of(ChatStatefulSet.settled(replicas)));
    }

    Situation withoutStatefulSet() {
        return workload(Optional.empty());
    }

    /** From this node on none has a pod, and the monitor says so. */
    Situation withoutPodsFrom(int first) {
        Situation situation = this;
        for (int ordinal = first; ordinal < nodes.size(); ordinal++) {
            situation = situation.with(ordinal, ChatNodes.withoutPod(ordinal)).lost(ordinal, Cause.NO_ADDRESS);
        }
        return situation.probedNow();
    }

    Situation refused() {
        return refused(Reason.InvalidSpec, "spec.x: wrong; fix it");
    }

    Situation refused(Reason reason, String message) {
        return ending(new ApplyOutcome.Refused(reason, message));
    }

    Situation paused() {
        return ending(new ApplyOutcome.Paused());
    }

    /** Everything was applied, and that is how far it is. */
    Situation on(Progress progress) {
        return ending(new ApplyOutcome.Applied(progress));
    }

    Situation failing(int ordinal) {
        return with(ordinal, ChatNodes.down(ordinal, NO_IMAGE));
    }

    /** Its container runs no more, and not yet again. */
    Situation starting(int ordinal) {
        return with(ordinal, ChatNodes.starting(ordinal));
    }

    /** Its pod is terminating. */
    Situation deleting(int ordinal) {
        return with(ordinal, ChatNodes.terminating(ordinal));
    }

    /** One node more than the spec asks for has a pod. */
    Situation leaving(int ordinal) {
        return leaving(ordinal, ChatNodes.runningNode(ordinal));
    }

    /** The same, and that pod is terminating. */
    Situation leavingNow(int ordinal) {
        return leaving(ordinal, ChatNodes.terminating(ordinal));
    }

    Situation draining(String pod) {
        return new Situation(nodes, leaving, new TreeSet<>(List.of(pod)), workload, outcome, last);
    }

    private Situation leaving(int ordinal, ExpectedNode node) {
        return new Situation(nodes, new TreeMap<>(Map.of(ordinal, node)), draining, workload, outcome, last);
    }

    private Situation ending(ApplyOutcome how) {
        return new Situation(nodes, leaving, draining, workload, how, last);
    }

    Situation workload(Optional<WorkloadFacts> statefulSet) {
        return new Situation(nodes, leaving, draining, statefulSet, outcome, last);
    }

    private Situation mesh(UnaryOperator<FullMesh> change) {
        Observation before = last.orElseThrow();
        var changed = change.apply(new FullMesh(before.report().nodes())).report();
        return seen(Optional.of(new Observation(changed, before.at(), before.members())));
    }

    Situation probedNow() {
        return seen(last.map(seen -> new Observation(seen.report(), seen.at(), ChatNodes.members(nodes))));
    }

    private Situation seen(Optional<Observation> observation) {
        return new Situation(nodes, leaving, draining, workload, outcome, observation);
    }

    Situation with(int ordinal, ExpectedNode node) {
        var changed = new ArrayList<>(nodes);
        changed.set(ordinal, node);
        return new Situation(List.copyOf(changed), leaving, draining, workload, outcome, last);
    }
}

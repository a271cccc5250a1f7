package dev.beamcluster.operator.rollout;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.WorkloadFacts;

/**
 * Decides on the next step of a rollout or of a change in size.
 *
 * <p>The StatefulSet's partition is the gate: at rest it is closed, so that no change of the pod template, whoever makes it,
 * replaces a pod by itself, and nothing goes on while there is no operator. A pod that dies meanwhile comes back as it was.
 */
public final class RolloutPlanner {

    private final RolloutPolicy pace;
    private final List<ExpectedNode> nodes;
    private final SortedMap<Integer, ExpectedNode> leaving;
    private final VerifiedMesh sight;

    /**
     * What is known.
     *
     * @param nodes the nodes that are wanted, in ordinal order
     * @param leaving pods beyond them, by ordinal
     * @param verified what was seen of the wanted nodes at the addresses that their pods have now; empty before that
     */
    public RolloutPlanner(
            RolloutPolicy pace,
            List<ExpectedNode> nodes,
            SortedMap<Integer, ExpectedNode> leaving,
            Optional<MeshReport> verified) {
        this.pace = pace;
        this.nodes = nodes;
        this.leaving = leaving;
        this.sight = new VerifiedMesh(verified);
    }

    /**
     * The next step.
     *
     * @param workload the StatefulSet, absent before it was made
     * @param template tells the pod template that is about to be applied from others
     */
    public Plan next(Optional<WorkloadFacts> workload, String template) {
        if (workload.isEmpty()) {
            return new Plan(RollingUpdateTarget.closed(sizeToStartWith()), new Progress.Moving("creating the pods"));
        }
        WorkloadFacts facts = workload.get();
        int size = facts.target().replicas();
        if (pace.replicas() < size) {
            return shrink(facts, template);
        }
        Plan plan = rollout(facts, template, pace.replicas());
        boolean grows = facts.observed() && facts.replicas() < pace.replicas();
        return grows && plan.progress() instanceof Progress.UpToDate
                ? new Plan(
                        plan.placement(),
                        new Progress.Moving("scaling from " + facts.replicas() + " to " + pace.replicas() + " pods"))
                : plan;
    }

    /** Pods that a StatefulSet of the same name has left are adopted, and those that are too many leave as they always do. */
    private int sizeToStartWith() {
        return leaving.entrySet().stream()
                .filter(pod -> pod.getValue().pod().filter(PodFacts::deleting).isEmpty())
                .mapToInt(pod -> pod.getKey() + 1)
                .reduce(pace.replicas(), Math::max);
    }

    /** One node at a time, highest ordinal first, the next when the one before is gone and the others hold together. */
    private Plan shrink(WorkloadFacts facts, String template) {
        int size = facts.target().replicas();
        if (isNew(facts, template)) {
            return rollout(facts, template, size);
        }
        if (!leaving.tailMap(size).isEmpty()) {
            return new Plan(
                    new RollingUpdateTarget(size, partition(facts, size)),
                    leaves(leaving.tailMap(size).firstKey()));
        }
        Optional<Progress> closed =
                new Gate(Gate.without(nodes, ReplacementRules::isGivenUp), sight, pace.gatedByMesh()).closedBy();
        if (closed.isEmpty()) {
            return new Plan(new RollingUpdateTarget(size - 1, partition(facts, size - 1)), leaves(size - 1));
        }
        // What holds it up may be what a rollout puts right.
        Plan rollout = rollout(facts, template, size);
        return rollout.progress() instanceof Progress.UpToDate ? new Plan(rollout.placement(), closed.get()) : rollout;
    }

    private Progress leaves(int ordinal) {
        String pod = Optional.ofNullable(leaving.get(ordinal))
                .map(ExpectedNode::podName)
                .orElse("pod " + ordinal);
        return new Progress.Moving("removing " + pod + ", scaling down to " + pace.replicas() + " pods");
    }

    private Plan rollout(WorkloadFacts facts, String template, int size) {
        if (isNew(facts, template)) {
            // Those that are there wait; those that are not yet are made from the new one.
            return new Plan(
                    new RollingUpdateTarget(
                            size,
                            closedForThoseThatCameBack(facts, facts.target().replicas())),
                    new Progress.Moving("applying the new pod template"));
        }
        var stays = new RollingUpdateTarget(size, closedForThoseThatCameBack(facts, partition(facts, size)));
        if (!facts.observed()) {
            return new Plan(
                    stays, new Progress.Moving("waiting for the StatefulSet controller to observe the new spec"));
        }
        var rollout = new OutdatedNodes(nodes, facts.revisions(), sight);
        if (rollout.isComplete()) {
            return new Plan(RollingUpdateTarget.closed(size), new Progress.UpToDate());
        }
        int open = rollout.behindFrom(facts.target().partition());
        if (open > pace.maxUnavailable()) {
            // It was opened for fewer: the size changed since.
            return new Plan(new RollingUpdateTarget(size, rollout.highestBehind() + 1), rollout.moving());
        }
        Optional<Progress> waits = rollout.waitsForTheNewOnes();
        if (waits.isPresent()) {
            return new Plan(stays, waits.get());
        }
        return rollout.highestBehind() < 0 || open > 0 ? new Plan(stays, rollout.moving()) : open(rollout, stays);
    }

    private Plan open(OutdatedNodes rollout, RollingUpdateTarget stays) {
        List<OutdatedNodes.Step> steps = rollout.steps(pace.maxUnavailable());
        return steps.stream()
                .filter(step -> step.count() > 0 && closedFor(step).isEmpty())
                .findFirst()
                .map(step -> new Plan(
                        new RollingUpdateTarget(stays.replicas(), rollout.openFor(step.count())), rollout.moving()))
                .orElseGet(() -> new Plan(stays, closedFor(steps.getFirst()).orElseThrow()));
    }

    private Optional<Progress> closedFor(OutdatedNodes.Step step) {
        return new Gate(step.waitsFor(), sight, pace.gatedByMesh()).closedBy();
    }

    /** Pods that were to go, have not gone, and are wanted again: they are no new ones. */
    private int closedForThoseThatCameBack(WorkloadFacts facts, int partition) {
        return nodes.stream()
                .skip(facts.target().replicas())
                .filter(node -> node.pod().filter(pod -> !pod.deleting()).isPresent())
                .mapToInt(node -> nodes.indexOf(node) + 1)
                .reduce(partition, Math::max);
    }

    private static int partition(WorkloadFacts facts, int size) {
        return Math.min(facts.target().partition(), size);
    }

    private static boolean isNew(WorkloadFacts facts, String template) {
        return !facts.target().template().equals(template);
    }
}

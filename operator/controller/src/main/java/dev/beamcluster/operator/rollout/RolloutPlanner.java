package dev.beamcluster.operator.rollout;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamClusterSpec;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.WorkloadFacts;

/**
 * Decides on the next step of a rollout or of a change in size.
 *
 * <p>The partition of the StatefulSet is the gate. It is closed when no rollout is in progress: a change of the pod template, by
 * anyone, replaces no pod by itself, and a rollout does not proceed without an operator. A pod that dies in the meantime is
 * recreated at its previous revision.
 */
public final class RolloutPlanner {

    private final RolloutPolicy policy;
    private final List<ExpectedNode> nodes;
    private final SortedMap<Integer, ExpectedNode> leaving;
    private final VerifiedMesh mesh;
    private final Trial trial;

    /**
     * Creates a planner for the observed state.
     *
     * @param nodes the nodes of the spec, in ordinal order
     * @param leaving nodes beyond them that still have a pod, by ordinal
     * @param verified the last report of the nodes at the current addresses of their pods; empty before the first
     * @param trial how long replaced nodes have worked
     */
    public RolloutPlanner(
            RolloutPolicy policy,
            List<ExpectedNode> nodes,
            SortedMap<Integer, ExpectedNode> leaving,
            Optional<MeshReport> verified,
            Trial trial) {
        this.policy = policy;
        this.nodes = nodes;
        this.leaving = leaving;
        this.mesh = new VerifiedMesh(verified);
        this.trial = trial;
    }

    /**
     * Returns the next step.
     *
     * @param workload the StatefulSet; absent before it was created
     * @param template a hash of the pod template that is about to be applied
     */
    public Plan next(Optional<WorkloadFacts> workload, String template) {
        if (workload.isEmpty()) {
            RollingUpdateTarget target = initial();
            return new Plan(
                    target,
                    target.replicas() == 0 ? new Progress.UpToDate() : new Progress.Moving("creating the pods"));
        }
        WorkloadFacts facts = workload.get();
        int size = facts.target().replicas();
        if (policy.replicas() < size) {
            return shrink(facts, template);
        }
        Plan plan = rollout(facts, template, policy.replicas());
        boolean grows = facts.observed() && facts.replicas() < policy.replicas();
        return grows && plan.progress() instanceof Progress.UpToDate
                ? new Plan(
                        plan.target(),
                        new Progress.Moving("scaling from " + facts.replicas() + " to " + policy.replicas() + " pods"))
                : plan;
    }

    /**
     * Returns the target for a new StatefulSet. If it adopts pods, the previous one may have been deleted in the middle of a
     * rollout.
     */
    private RollingUpdateTarget initial() {
        int size = initialSize();
        boolean adopts = Stream.concat(nodes.stream(), leaving.values().stream())
                .anyMatch(node -> node.pod().filter(pod -> !pod.deleting()).isPresent());
        return adopts && !policy.minReady().isZero()
                ? new RollingUpdateTarget(size, size, 0)
                : RollingUpdateTarget.closed(size);
    }

    /**
     * Returns the size of a new StatefulSet. It adopts pods of an earlier StatefulSet of the same name; surplus pods are then
     * removed one at a time, as in any scale-down.
     */
    private int initialSize() {
        return leaving.entrySet().stream()
                .filter(pod -> pod.getValue().pod().filter(PodFacts::deleting).isEmpty())
                .mapToInt(pod -> pod.getKey() + 1)
                .filter(size -> size <= BeamClusterSpec.MAX_REPLICAS)
                .reduce(policy.replicas(), Math::max);
    }

    /**
     * Removes one node at a time, highest ordinal first. The next one follows when the previous one is gone and the gate is open.
     */
    private Plan shrink(WorkloadFacts facts, String template) {
        int size = Math.min(facts.target().replicas(), BeamClusterSpec.MAX_REPLICAS);
        if (isNew(facts, template)) {
            return rollout(facts, template, size);
        }
        if (leaving.containsKey(size)) {
            return new Plan(shrunk(facts, size), removing(size));
        }
        Optional<Progress> closed = new Gate(
                        Gate.without(nodes, node -> ReplacementRules.cannotRun(node, facts)),
                        mesh,
                        policy.gatedByMesh())
                .closedBy();
        if (closed.isEmpty()) {
            return new Plan(shrunk(facts, size - 1), removing(size - 1));
        }
        // A rollout may fix the node or link for which the scale-down waits.
        Plan rollout = rollout(facts, template, size);
        return rollout.progress() instanceof Progress.UpToDate ? new Plan(rollout.target(), closed.get()) : rollout;
    }

    /** Returns a smaller size. Nodes that were leaving, and are in the spec again, may not be replaced by a gate that is open. */
    private RollingUpdateTarget shrunk(WorkloadFacts facts, int size) {
        var outdated = new OutdatedNodes(nodes, facts, mesh);
        int partition = partition(facts, size);
        return new RollingUpdateTarget(
                size,
                outdated.countFrom(partition) > policy.maxUnavailable()
                        ? Math.min(outdated.highest() + 1, size)
                        : partition,
                replacedFrom(facts, size));
    }

    private Progress removing(int ordinal) {
        String pod = Optional.ofNullable(leaving.get(ordinal))
                .map(ExpectedNode::podName)
                .orElse("pod " + ordinal);
        return new Progress.Moving("removing " + pod + ", scaling down to " + policy.replicas() + " pods");
    }

    private Plan rollout(WorkloadFacts facts, String template, int size) {
        if (isNew(facts, template)) {
            // Existing pods keep their revision for now; missing ones are created with the new revision.
            int partition = closedForReturningPods(facts, facts.target().replicas());
            return new Plan(
                    new RollingUpdateTarget(size, partition, Math.min(replacedFrom(facts, size), partition)),
                    new Progress.Moving("applying the new pod template"));
        }
        var unchanged = new RollingUpdateTarget(
                size, closedForReturningPods(facts, partition(facts, size)), replacedFrom(facts, size));
        if (!facts.observed()) {
            return new Plan(
                    unchanged, new Progress.Moving("waiting for the StatefulSet controller to observe the new spec"));
        }
        var outdated = new OutdatedNodes(nodes, facts, mesh);
        List<ExpectedNode> replaced = outdated.replaced(unchanged.replacedFrom());
        return outdated.isComplete()
                ? complete(replaced, unchanged)
                : replace(outdated, replaced, outdated.countFrom(facts.target().partition()), unchanged);
    }

    /** Returns the end of a rollout: the gate closes at once, and the rollout is over when all replaced nodes keep working. */
    private Plan complete(List<ExpectedNode> replaced, RollingUpdateTarget unchanged) {
        int size = unchanged.replicas();
        return trial.unproven(replaced)
                .map(waits -> new Plan(new RollingUpdateTarget(size, size, unchanged.replacedFrom()), waits))
                .orElseGet(() -> new Plan(RollingUpdateTarget.closed(size), new Progress.UpToDate()));
    }

    /**
     * Returns the next step of a rollout that is not complete.
     *
     * @param replaced the nodes that it has replaced
     * @param open how many nodes the last step still replaces
     */
    private Plan replace(OutdatedNodes outdated, List<ExpectedNode> replaced, int open, RollingUpdateTarget unchanged) {
        if (open > policy.maxUnavailable()) {
            // The gate was opened for fewer nodes, and the size has changed since.
            return new Plan(unchanged.at(outdated.highest() + 1), outdated.moving());
        }
        return trial.broken(replaced)
                .or(outdated::waitsForUpdated)
                .map(waits -> new Plan(unchanged, waits))
                .orElseGet(() -> outdated.highest() < 0 || open > 0
                        ? new Plan(unchanged, outdated.moving())
                        : open(outdated, replaced, unchanged));
    }

    private Plan open(OutdatedNodes outdated, List<ExpectedNode> replaced, RollingUpdateTarget unchanged) {
        List<OutdatedNodes.Step> steps = outdated.steps(policy.maxUnavailable());
        return steps.stream()
                .filter(step -> step.count() > 0 && closedFor(step, replaced).isEmpty())
                .findFirst()
                .map(step -> new Plan(unchanged.at(outdated.partitionFor(step.count())), outdated.moving()))
                .orElseGet(() -> new Plan(
                        unchanged, closedFor(steps.getFirst(), replaced).orElseThrow()));
    }

    /** Returns what a step waits for. One that replaces only nodes that serve nobody loses nothing, and needs no proof. */
    private Optional<Progress> closedFor(OutdatedNodes.Step step, List<ExpectedNode> replaced) {
        Optional<Progress> closed = new Gate(step.waitsFor(), mesh, policy.gatedByMesh()).closedBy();
        return closed.isPresent() || step.losesNothing() ? closed : trial.unproven(replaced);
    }

    /** Returns a partition that keeps the revision of pods that were to be removed, still run, and are in the spec again. */
    private int closedForReturningPods(WorkloadFacts facts, int partition) {
        return nodes.stream()
                .skip(facts.target().replicas())
                .filter(node -> node.pod().filter(pod -> !pod.deleting()).isPresent())
                .mapToInt(node -> nodes.indexOf(node) + 1)
                .reduce(partition, Math::max);
    }

    private static int partition(WorkloadFacts facts, int size) {
        return Math.min(facts.target().partition(), size);
    }

    private static int replacedFrom(WorkloadFacts facts, int size) {
        WorkloadFacts.Target target = facts.target();
        return target.replacedFrom() < target.replicas() ? Math.min(target.replacedFrom(), size) : size;
    }

    private static boolean isNew(WorkloadFacts facts, String template) {
        return !facts.target().template().equals(template);
    }
}

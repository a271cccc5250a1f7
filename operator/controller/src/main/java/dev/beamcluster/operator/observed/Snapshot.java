package dev.beamcluster.operator.observed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;

import dev.beamcluster.mesh.Member;

/**
 * All that a reconcile knows of a BeamCluster beyond its spec, read once: the rollout's plan, the credentials and the status are
 * functions of it, so that they cannot disagree.
 *
 * @param now when it was taken
 * @param generation the generation of the spec
 * @param selector the label selector of the pods, as text
 * @param nodes the nodes that are wanted, in ordinal order
 * @param leaving nodes that are no longer wanted and whose pods are still there, by ordinal
 * @param draining pods whose node is being drained
 * @param previousPods pods of an earlier BeamCluster of this name that may still use its cookie, by name
 * @param ignoredPods pods that carry the cluster's label and do not count, by name, each with the reason
 * @param workload the StatefulSet, absent until it was made
 * @param ownSecret the Secret for the generated cookie
 * @param mesh the last mesh report, if it may be believed
 * @param rolloutTimeout how long a rollout may wait for one node before it counts as stalled
 */
public record Snapshot(
        Instant now,
        long generation,
        String selector,
        List<ExpectedNode> nodes,
        SortedMap<Integer, ExpectedNode> leaving,
        SortedSet<String> draining,
        SortedSet<String> previousPods,
        SortedMap<String, String> ignoredPods,
        Optional<WorkloadFacts> workload,
        OwnSecret ownSecret,
        FreshReport mesh,
        Duration rolloutTimeout) {

    /** How many nodes are wanted. */
    public int wanted() {
        return nodes.size();
    }

    /** The nodes that are wanted, then those that leave. */
    public List<ExpectedNode> allNodes() {
        return Stream.concat(nodes.stream(), leaving.values().stream()).toList();
    }

    /** The nodes that are wanted, as the mesh monitor knows them. */
    public List<Member> members() {
        return nodes.stream().map(ExpectedNode::member).toList();
    }
}

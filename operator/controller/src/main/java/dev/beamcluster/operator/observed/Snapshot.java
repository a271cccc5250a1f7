package dev.beamcluster.operator.observed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;

import dev.beamcluster.mesh.Member;

/**
 * Everything that a reconcile knows about a BeamCluster in addition to its spec, read once. The rollout plan, the credentials and
 * the status are functions of it, so they cannot disagree.
 *
 * @param now when the snapshot was taken
 * @param generation the generation of the spec
 * @param selector the label selector of the pods, as text
 * @param nodes the nodes that the spec asks for, in ordinal order
 * @param leaving nodes beyond the size of the spec whose pods still exist, by ordinal
 * @param draining pods whose node is being drained
 * @param previousPods pods of an earlier BeamCluster of this name that may still use its cookie, by name
 * @param ignoredPods pods with the cluster's label that are not its nodes, by name, each with the reason
 * @param takenNames names of missing pods that pods have which are not nodes
 * @param workload the StatefulSet, absent until it is created
 * @param before what is known of {@code spec.rollout.before}
 * @param ownSecret the Secret for the generated cookie
 * @param mesh the last mesh report, if it is fresh
 * @param meshedSince since when each node is in the mesh, by pod; a node that is not has no entry
 * @param rolloutTimeout how long a rollout may wait for one node before it counts as stalled
 * @param spec what remedies refer to
 */
public record Snapshot(
        Instant now,
        long generation,
        String selector,
        List<ExpectedNode> nodes,
        SortedMap<Integer, ExpectedNode> leaving,
        SortedSet<String> draining,
        SortedSet<String> previousPods,
        SortedMap<String, IgnoredPod> ignoredPods,
        SortedMap<String, PodTrouble.NameTaken> takenNames,
        Optional<WorkloadFacts> workload,
        BeforeFacts before,
        OwnSecret ownSecret,
        FreshReport mesh,
        Map<String, Instant> meshedSince,
        Duration rolloutTimeout,
        SpecFacts spec) {

    /** How many nodes the spec asks for. */
    public int wanted() {
        return nodes.size();
    }

    /** Returns the nodes that the spec asks for, then those that are leaving. */
    public List<ExpectedNode> allNodes() {
        return Stream.concat(nodes.stream(), leaving.values().stream()).toList();
    }

    /** Returns the trouble of the node's pod, or why it has none; empty if nothing is known. */
    public Optional<PodTrouble> trouble(ExpectedNode node) {
        return node.pod().isPresent()
                ? node.pod().flatMap(PodFacts::trouble)
                : Optional.ofNullable(takenNames.get(node.podName()));
    }

    /** Returns the nodes that the spec asks for, as members for the mesh monitor. */
    public List<Member> members() {
        return nodes.stream().map(ExpectedNode::member).toList();
    }
}

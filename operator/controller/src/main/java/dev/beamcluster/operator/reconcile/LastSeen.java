package dev.beamcluster.operator.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.reconcile.apply.NodePods;
import dev.beamcluster.operator.reconcile.pods.PodEvidence;
import dev.beamcluster.operator.reconcile.pods.PodObservation;

/**
 * A BeamCluster as it was last reconciled, to find its nodes after it is deleted: the caches are queried by BeamCluster.
 *
 * @param pods the UIDs of its nodes' pods
 * @param statefulSet the UID of its StatefulSet, which may have created more pods since
 */
record LastSeen(BeamCluster cluster, Set<String> pods, Optional<String> statefulSet) {

    static LastSeen of(BeamCluster cluster, Snapshot seen, Optional<String> statefulSet) {
        return new LastSeen(
                cluster,
                seen.allNodes().stream()
                        .flatMap(node -> node.pod().stream())
                        .map(PodFacts::uid)
                        .collect(Collectors.toSet()),
                statefulSet);
    }

    /** Returns its nodes among the pods with the label of its name. */
    List<ExpectedNode> nodes(List<Pod> labelled) {
        return labelled.stream()
                .filter(pod -> pods.contains(pod.getMetadata().getUid())
                        || statefulSet
                                .filter(uid -> NodePods.isControlledBy(pod, uid))
                                .isPresent())
                .map(pod -> PodObservation.of(pod, PodEvidence.NONE, Instant.EPOCH))
                .map(pod -> new ExpectedNode(
                        Naming.node(cluster, NodePods.ordinal(pod.name()), pod.address()),
                        pod.name(),
                        Optional.of(pod)))
                .toList();
    }
}

package dev.beamcluster.operator.reconcile;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.IgnoredPod;
import dev.beamcluster.operator.observed.PodTrouble.NameTaken;
import dev.beamcluster.operator.observed.WorkloadFacts;
import dev.beamcluster.operator.reconcile.apply.NodePods;

/** The pods that the StatefulSet should have created. */
record MissingPods(List<String> names) {

    static MissingPods of(List<ExpectedNode> nodes, Optional<WorkloadFacts> workload) {
        int size = workload.map(facts -> facts.target().replicas()).orElse(0);
        return of(nodes.stream().limit(size).toList());
    }

    static MissingPods of(List<ExpectedNode> nodes) {
        return new MissingPods(nodes.stream()
                .filter(node -> node.pod().isEmpty())
                .map(ExpectedNode::podName)
                .toList());
    }

    /**
     * Returns since when the first of them is missing. Empty if none is, or none for longer than the status knows; a BeamCluster
     * without a status never had pods.
     */
    Optional<Instant> first(BeamCluster cluster) {
        return cluster.getStatus() == null
                ? Optional.of(Instant.EPOCH).filter(_ -> !names.isEmpty())
                : since(cluster).values().stream().min(Comparator.naturalOrder());
    }

    /** Returns since when each is missing, as far as the status says it: a pod that is missing has no time of its own. */
    SortedMap<String, Instant> since(BeamCluster cluster) {
        return Optional.ofNullable(cluster.getStatus()).map(BeamClusterStatus::nodes).stream()
                .flatMap(List::stream)
                .filter(node -> names.contains(node.pod()) && node.state() == NodeState.Starting)
                .flatMap(node -> Stream.ofNullable(node.since()).map(since -> new Since(node, Instant.parse(since))))
                .collect(Collectors.toMap(since -> since.node().pod(), Since::at, (one, _) -> one, TreeMap::new));
    }

    private record Since(NodeStatus node, Instant at) {}

    /** Returns those whose name has a pod that the StatefulSet did not create. */
    SortedMap<String, NameTaken> takenBy(NodePods pods, BeamCluster cluster) {
        return names.stream()
                .filter(name -> pods.ignored().get(name) instanceof IgnoredPod.NotOfTheStatefulSet)
                .collect(Collectors.toMap(
                        Function.identity(),
                        _ -> new NameTaken(false, Naming.selectorText(cluster)),
                        (one, _) -> one,
                        TreeMap::new));
    }
}

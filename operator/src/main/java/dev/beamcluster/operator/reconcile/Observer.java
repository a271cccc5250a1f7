package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Mesh;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.mesh.Cookie;
import dev.beamcluster.operator.mesh.Member;
import dev.beamcluster.operator.mesh.MeshMonitor;
import dev.beamcluster.operator.mesh.MeshTarget;
import dev.beamcluster.operator.mesh.NodeName;
import dev.beamcluster.operator.mesh.Protocol;
import dev.beamcluster.operator.status.NodeFact;
import dev.beamcluster.operator.status.Observed;
import dev.beamcluster.operator.status.Outcome;
import dev.beamcluster.operator.status.PodFacts;
import dev.beamcluster.operator.status.WorkloadFacts;

/** What the caches say, as the values that the pure packages work on. */
final class Observer {

    private Observer() {}

    /** The nodes that are wanted, in ordinal order, with their pods. */
    static List<NodeFact> nodes(BeamCluster cluster, Collection<PodFacts> pods) {
        Map<String, PodFacts> byName = pods.stream().collect(Collectors.toMap(PodFacts::name, Function.identity()));
        return IntStream.range(0, cluster.getSpec().replicas())
                .mapToObj(ordinal -> {
                    String pod = Naming.pod(cluster, ordinal);
                    Optional<PodFacts> facts = Optional.ofNullable(byName.get(pod));
                    return new NodeFact(Naming.node(cluster, ordinal, facts.flatMap(PodFacts::address)), pod, facts);
                })
                .toList();
    }

    /** What the mesh monitor is to look at. */
    static MeshTarget target(BeamCluster cluster, Cookie cookie, Protocol protocol, List<NodeFact> nodes) {
        Mesh mesh = cluster.getSpec().mesh();
        List<Member> members = nodes.stream()
                .map(fact -> new Member(fact.node(), fact.podName(), fact.pod().flatMap(PodFacts::address)))
                .toList();
        MeshTarget.Formation formation = switch (mesh.formation()) {
            case Operator -> MeshTarget.Formation.OPERATOR;
            case Application -> MeshTarget.Formation.APPLICATION;
        };
        MeshTarget.Healing healing = switch (mesh.healing()) {
            case Reconnect -> MeshTarget.Healing.RECONNECT;
            case Reset -> MeshTarget.Healing.RESET;
            case None -> MeshTarget.Healing.NONE;
        };
        return new MeshTarget(
                cookie,
                protocol,
                members,
                formation,
                healing,
                Duration.ofSeconds(mesh.probe().intervalSeconds()),
                Duration.ofMillis(mesh.probe().timeoutMillis()));
    }

    static Observed observe(
            BeamCluster cluster,
            List<NodeFact> nodes,
            Collection<PodFacts> pods,
            Optional<WorkloadFacts> workload,
            Outcome outcome,
            Optional<MeshMonitor.Observation> mesh) {
        return new Observed(
                cluster.getMetadata().getGeneration(),
                Naming.selectorText(cluster),
                nodes,
                leaving(cluster, pods),
                workload,
                outcome,
                mesh,
                outdatedAfter(cluster));
    }

    /** Five rounds that never came, and at least ten seconds: a pause of the machine is no outage. */
    static Duration outdatedAfter(BeamCluster cluster) {
        Mesh.Probe probe = cluster.getSpec().mesh().probe();
        Duration fiveRounds = Duration.ofSeconds(probe.intervalSeconds())
                .plusMillis(probe.timeoutMillis())
                .multipliedBy(5);
        return fiveRounds.compareTo(Duration.ofSeconds(10)) < 0 ? Duration.ofSeconds(10) : fiveRounds;
    }

    /** The StatefulSet as Kubernetes tells of it; what we wrote a moment ago counts as not yet seen. */
    static WorkloadFacts workload(StatefulSet cached, Optional<HasMetadata> newer, Optional<String> failure) {
        var status = cached.getStatus();
        long generation = newer.orElse(cached).getMetadata().getGeneration();
        Long seen = status == null ? null : status.getObservedGeneration();
        return new WorkloadFacts(
                seen != null && seen >= generation,
                orZero(status == null ? null : status.getReplicas()),
                orZero(status == null ? null : status.getUpdatedReplicas()),
                orZero(status == null ? null : status.getReadyReplicas()),
                failure);
    }

    private static int orZero(@org.jspecify.annotations.Nullable Integer count) {
        return count == null ? 0 : count;
    }

    private static SortedSet<NodeName> leaving(BeamCluster cluster, Collection<PodFacts> pods) {
        String prefix = Naming.cluster(cluster) + "-";
        var ordinals = new TreeMap<Integer, PodFacts>();
        pods.forEach(pod -> ordinals.put(Integer.parseInt(pod.name().substring(prefix.length())), pod));
        return ordinals.tailMap(cluster.getSpec().replicas()).entrySet().stream()
                .map(entry ->
                        Naming.node(cluster, entry.getKey(), entry.getValue().address()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Mesh;
import dev.beamcluster.api.v1alpha1.Rollout;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.WorkloadFacts;
import dev.beamcluster.operator.rollout.RolloutPolicy;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Observed;

/** What the caches say, as the values that the pure packages work on. */
final class Observer {

    private Observer() {}

    /** The nodes that are wanted, in ordinal order, with their pods. */
    static List<ExpectedNode> nodes(BeamCluster cluster, Collection<PodFacts> pods) {
        Map<String, PodFacts> byName = pods.stream().collect(Collectors.toMap(PodFacts::name, Function.identity()));
        return IntStream.range(0, cluster.getSpec().replicas())
                .mapToObj(ordinal -> {
                    String pod = Naming.pod(cluster, ordinal);
                    Optional<PodFacts> facts = Optional.ofNullable(byName.get(pod));
                    return new ExpectedNode(
                            Naming.node(cluster, ordinal, facts.flatMap(PodFacts::address)), pod, facts);
                })
                .toList();
    }

    /** What the mesh monitor is to look at. */
    static MeshTarget target(
            BeamCluster cluster,
            Cookie cookie,
            Protocol protocol,
            List<ExpectedNode> nodes,
            Collection<ExpectedNode> leaving) {
        Mesh mesh = cluster.getSpec().mesh();
        boolean connects = mesh.formation() == Mesh.Formation.Operator
                && !cluster.getSpec().paused();
        MeshTarget.Healing healing = switch (mesh.healing()) {
            case Reconnect -> MeshTarget.Healing.RECONNECT;
            case Reset -> MeshTarget.Healing.RESET;
            case None -> MeshTarget.Healing.NONE;
        };
        return new MeshTarget(
                cookie,
                protocol,
                members(nodes),
                members(leaving),
                connects ? MeshTarget.Formation.OPERATOR : MeshTarget.Formation.APPLICATION,
                healing,
                Duration.ofSeconds(mesh.probe().intervalSeconds()),
                Duration.ofMillis(mesh.probe().timeoutMillis()));
    }

    private static List<Member> members(Collection<ExpectedNode> nodes) {
        return nodes.stream()
                .map(fact -> new Member(fact.node(), fact.podName(), fact.pod().flatMap(PodFacts::address)))
                .toList();
    }

    /** The report, where it is of these nodes at the addresses that their pods have now. */
    static Optional<MeshReport> verified(List<ExpectedNode> nodes, Optional<MeshMonitor.Observation> look) {
        return look.filter(seen -> seen.members().equals(members(nodes))).map(MeshMonitor.Observation::report);
    }

    /** What the spec says of how fast nodes may change. */
    static RolloutPolicy pace(BeamCluster cluster) {
        return new RolloutPolicy(
                cluster.getSpec().replicas(),
                cluster.getSpec().rollout().gate() == Rollout.Gate.Mesh,
                cluster.getSpec().disruption().maxUnavailable());
    }

    static Observed observe(
            BeamCluster cluster,
            List<ExpectedNode> nodes,
            SortedMap<Integer, ExpectedNode> leaving,
            SortedSet<String> draining,
            Optional<WorkloadFacts> workload,
            ApplyOutcome outcome,
            Optional<MeshMonitor.Observation> mesh) {
        return new Observed(
                cluster.getMetadata().getGeneration(),
                Naming.selectorText(cluster),
                nodes,
                List.copyOf(leaving.values()),
                draining,
                workload,
                outcome,
                mesh,
                outdatedAfter(cluster),
                Duration.ofSeconds(cluster.getSpec().rollout().timeoutSeconds()));
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
                failure,
                target(newer.filter(StatefulSet.class::isInstance)
                        .map(StatefulSet.class::cast)
                        .orElse(cached)),
                new WorkloadFacts.Revisions(
                        orEmpty(status == null ? null : status.getCurrentRevision()),
                        orEmpty(status == null ? null : status.getUpdateRevision())));
    }

    private static WorkloadFacts.Target target(StatefulSet asked) {
        var strategy = asked.getSpec().getUpdateStrategy();
        var rolling = strategy == null ? null : strategy.getRollingUpdate();
        return new WorkloadFacts.Target(
                orZero(asked.getSpec().getReplicas()),
                orZero(rolling == null ? null : rolling.getPartition()),
                asked.getMetadata().getAnnotations() == null
                        ? ""
                        : orEmpty(asked.getMetadata().getAnnotations().get(Naming.TEMPLATE_ANNOTATION)));
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }

    private static int orZero(@org.jspecify.annotations.Nullable Integer count) {
        return count == null ? 0 : count;
    }

    /** Who has a cookie. */
    static CookieSource.Use cookieUse(Collection<ExpectedNode> nodes) {
        List<PodFacts> pods =
                nodes.stream().flatMap(node -> node.pod().stream()).toList();
        if (pods.isEmpty()) {
            return CookieSource.Use.NONE;
        }
        return pods.stream().allMatch(PodFacts::deleting) ? CookieSource.Use.ENDING : CookieSource.Use.LASTING;
    }

    /** Nodes that are no longer wanted and whose pods are still there, by ordinal. */
    static SortedMap<Integer, ExpectedNode> leaving(BeamCluster cluster, Collection<PodFacts> pods) {
        var leaving = new TreeMap<Integer, ExpectedNode>();
        for (PodFacts pod : pods) {
            int ordinal = NodePods.ordinal(pod.name());
            if (ordinal >= cluster.getSpec().replicas()) {
                leaving.put(
                        ordinal,
                        new ExpectedNode(Naming.node(cluster, ordinal, pod.address()), pod.name(), Optional.of(pod)));
            }
        }
        return leaving;
    }
}

package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.operator.desired.CookieReference;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.FreshReport;
import dev.beamcluster.operator.observed.OwnSecret;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.observed.WorkloadFacts;

/** What the caches say, as the values that the pure packages work on. */
final class Snapshots {

    private Snapshots() {}

    static Snapshot of(
            BeamCluster cluster,
            List<PodFacts> pods,
            SortedSet<String> draining,
            Optional<WorkloadFacts> workload,
            OwnSecret ownSecret,
            Optional<MeshMonitor.Observation> mesh,
            Instant now) {
        List<ExpectedNode> nodes = nodes(cluster, pods);
        return new Snapshot(
                now,
                cluster.getMetadata().getGeneration(),
                Naming.selectorText(cluster),
                nodes,
                leaving(cluster, pods),
                draining,
                new TreeSet<>(),
                new TreeMap<>(),
                workload,
                ownSecret,
                FreshReport.of(
                        mesh, nodes.stream().map(ExpectedNode::member).toList(), MeshTargets.staleAfter(cluster), now),
                Duration.ofSeconds(cluster.getSpec().rollout().timeoutSeconds()));
    }

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

    static OwnSecret ownSecret(BeamCluster cluster, Optional<Secret> secret) {
        if (secret.isEmpty()) {
            return new OwnSecret.Missing();
        }
        if (!Ownership.isOf(secret.get(), cluster)) {
            return new OwnSecret.Foreign();
        }
        String key = CookieReference.of(cluster).key();
        return CookieText.of(secret.get(), key)
                .<OwnSecret>map(OwnSecret.Usable::new)
                .orElseGet(() -> new OwnSecret.Unusable(CookieText.whyNot(secret.get(), key)));
    }

    /** The StatefulSet as Kubernetes reports it; what we wrote a moment ago counts as not yet seen. */
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

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}

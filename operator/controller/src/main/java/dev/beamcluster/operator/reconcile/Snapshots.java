package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.BeforeFacts;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.FreshReport;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.PodTrouble.NameTaken;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.observed.WorkloadFacts;
import dev.beamcluster.operator.reconcile.apply.CachedObjects;
import dev.beamcluster.operator.reconcile.apply.NodePods;
import dev.beamcluster.operator.reconcile.credentials.OwnSecrets;
import dev.beamcluster.operator.reconcile.jobs.JobObserver;
import dev.beamcluster.operator.reconcile.pods.PodEvidence;
import dev.beamcluster.operator.reconcile.pods.PodInvestigator;
import dev.beamcluster.operator.reconcile.pods.PodObservation;
import dev.beamcluster.operator.rollout.MeshedSince;

/** Takes snapshots: the only place that converts the caches and the mesh reports into the values that all other code uses. */
final class Snapshots {

    private final PodInvestigator investigator;
    private final JobObserver jobs;

    Snapshots(KubernetesClient client) {
        this.investigator = new PodInvestigator(client);
        this.jobs = new JobObserver(client);
    }

    Snapshot take(BeamCluster cluster, CachedObjects cached, ClusterSession session, Instant now) {
        NodePods pods = NodePods.of(cluster, cached, now);
        List<PodFacts> facts = facts(cluster, pods, cached, session, now);
        List<ExpectedNode> nodes = nodes(cluster, facts);
        SortedMap<Integer, ExpectedNode> leaving = leaving(cluster, facts);
        Optional<WorkloadFacts> workload = cached.statefulSet(cluster)
                .map(statefulSet -> WorkloadObservation.of(
                        statefulSet,
                        session.applied().newerThan(statefulSet, StatefulSet.class),
                        facts.size(),
                        investigator.refusal(
                                statefulSet, MissingPods.of(nodes).first(cluster), session.investigation(), now)));
        FreshReport mesh = mesh(cluster, nodes, session, now);
        return new Snapshot(
                now,
                cluster.getMetadata().getGeneration(),
                Naming.selectorText(cluster),
                nodes,
                leaving,
                session.draining(cluster, nodes, leaving.values()),
                pods.previous(),
                pods.ignored(),
                takenNames(cluster, MissingPods.of(nodes, workload), pods, session, now),
                workload,
                before(cluster, cached, session, now),
                OwnSecrets.of(cached.named(Secret.class, Naming.cookieSecret(cluster)), cluster),
                mesh,
                MeshedSince.of(nodes, mesh.ifFresh(), cluster.getStatus(), now),
                Duration.ofSeconds(cluster.getSpec().rollout().timeoutSeconds()),
                SpecObservation.of(cluster));
    }

    private BeforeFacts before(BeamCluster cluster, CachedObjects cached, ClusterSession session, Instant now) {
        Optional<StatefulSet> nodes = cached.statefulSet(cluster)
                .map(there ->
                        session.applied().newerThan(there, StatefulSet.class).orElse(there));
        return jobs.observe(cluster, cached, nodes, session.jobs(), now);
    }

    private List<PodFacts> facts(
            BeamCluster cluster, NodePods pods, CachedObjects cached, ClusterSession session, Instant now) {
        Map<String, PodEvidence> evidence = investigator.evidence(
                cluster, pods.nodes(), cached.all(PersistentVolumeClaim.class), session.investigation(), now);
        return pods.nodes().stream()
                .map(pod -> PodObservation.of(
                        pod, evidence.getOrDefault(pod.getMetadata().getUid(), PodEvidence.NONE), now))
                .toList();
    }

    private SortedMap<String, NameTaken> takenNames(
            BeamCluster cluster, MissingPods missing, NodePods pods, ClusterSession session, Instant now) {
        var taken = new TreeMap<>(missing.takenBy(pods, cluster));
        taken.putAll(investigator.namesTaken(cluster, missing.since(cluster), session.investigation(), now));
        return taken;
    }

    private static FreshReport mesh(
            BeamCluster cluster, List<ExpectedNode> nodes, ClusterSession session, Instant now) {
        if (nodes.isEmpty()) {
            return new FreshReport.Fresh(new MeshReport(new TreeMap<>()));
        }
        return FreshReport.of(
                session.report(),
                nodes.stream().map(ExpectedNode::member).toList(),
                MeshTargets.staleAfter(cluster),
                now);
    }

    /** Returns the nodes that the spec asks for, in ordinal order, with their pods. */
    private static List<ExpectedNode> nodes(BeamCluster cluster, Collection<PodFacts> pods) {
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

    /** Returns nodes beyond the size of the spec whose pods still exist, by ordinal. */
    private static SortedMap<Integer, ExpectedNode> leaving(BeamCluster cluster, Collection<PodFacts> pods) {
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

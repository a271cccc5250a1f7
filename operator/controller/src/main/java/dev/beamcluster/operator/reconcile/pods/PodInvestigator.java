package dev.beamcluster.operator.reconcile.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.reconcile.pods.PacedReads.Subject;

/**
 * Finds out why pods are in trouble, from what only the API server has. It reads about a pod that is in trouble, or that is
 * missing, and about no more than a few of them.
 */
public final class PodInvestigator {

    /** The StatefulSet controller creates a pod within this time, or cannot. */
    private static final Duration LONG_MISSING = Duration.ofSeconds(5);

    /** The StatefulSet controller sets this label on every pod that it creates (Kubernetes, StatefulSet). */
    private static final String POD_NAME_LABEL = "statefulset.kubernetes.io/pod-name";

    /** Kubernetes keeps Events for an hour by default (kube-apiserver, {@code --event-ttl}). */
    private static final Duration EVENTS_LAST = Duration.ofHours(1);

    private final PodReader reader;

    public PodInvestigator(KubernetesClient client) {
        this.reader = new PodReader(client);
    }

    /**
     * Returns what is known of each pod in addition to the pod, by UID.
     *
     * @param claims the cached claims of the BeamCluster
     */
    public Map<String, PodEvidence> evidence(
            BeamCluster cluster,
            Collection<Pod> pods,
            List<PersistentVolumeClaim> claims,
            Investigation known,
            Instant now) {
        String namespace = cluster.getMetadata().getNamespace();
        var unbound = new UnboundClaims(cluster, claims);
        List<PodView> views = pods.stream().map(PodView::new).toList();
        Map<String, Optional<String>> causes =
                known.claims.about(unbound.of(views, now), now, asked -> reader.pendingBecause(namespace, asked.key()));
        var evidence = new HashMap<String, PodEvidence>();
        views.forEach(pod -> evidence.put(uid(pod), new PodEvidence(List.of(), unbound.of(pod, causes))));
        known.warnings
                .about(
                        withEvents(views, evidence, now)
                                .map(pod -> new Subject(uid(pod), pod.readyChanged()))
                                .toList(),
                        now,
                        asked -> warnings(namespace, asked))
                .forEach((uid, warnings) ->
                        evidence.computeIfPresent(uid, (_, there) -> new PodEvidence(warnings, there.claims())));
        return evidence;
    }

    /**
     * Returns why a pod of the StatefulSet was not created.
     *
     * @param missing since when a pod is missing; empty if none is. Kubernetes keeps Events for an hour, and an earlier refusal is
     *     not why a pod is missing that is only being created again
     */
    public Optional<String> refusal(
            StatefulSet statefulSet, Optional<Instant> missing, Investigation known, Instant now) {
        var metadata = statefulSet.getMetadata();
        Instant since = missing.orElse(now);
        List<Subject> asked =
                missing.stream().map(_ -> new Subject(metadata.getUid(), now)).toList();
        return known
                .refusals
                .about(asked, now, read -> reader.refusal(metadata.getNamespace(), read.key(), since))
                .values()
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Returns which of these names of nodes' pods belong to pods that are not of the BeamCluster.
     *
     * @param missing since when each pod is missing, by name
     */
    public SortedMap<String, PodTrouble.NameTaken> namesTaken(
            BeamCluster cluster, SortedMap<String, Instant> missing, Investigation known, Instant now) {
        String namespace = cluster.getMetadata().getNamespace();
        List<Subject> asked = missing.entrySet().stream()
                .filter(entry -> !entry.getValue().plus(LONG_MISSING).isAfter(now))
                .map(entry -> new Subject(entry.getKey(), entry.getValue()))
                .toList();
        var taken = new TreeMap<String, PodTrouble.NameTaken>();
        known.names
                .about(asked, now, read -> reader.named(namespace, read.key()).flatMap(pod -> taken(pod, cluster)))
                .forEach((name, trouble) -> trouble.ifPresent(found -> taken.put(name, found)));
        return taken;
    }

    private List<PodWarning> warnings(String namespace, PacedReads.Asked<List<PodWarning>> asked) {
        List<PodWarning> before = asked.before().orElse(List.of());
        return reader.warnings(namespace, asked.key()).stream()
                .map(warning -> warning.inTheWordsOf(before))
                .toList();
    }

    /** Returns what is wrong with a pod that no cache has. The caches have those with the label of the BeamCluster. */
    private static Optional<PodTrouble.NameTaken> taken(Pod pod, BeamCluster cluster) {
        Map<String, String> labels =
                Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
        boolean hasLabel = Naming.cluster(cluster).equals(labels.get(Naming.CLUSTER_LABEL));
        return hasLabel || pod.getMetadata().getDeletionTimestamp() != null
                ? Optional.empty()
                : Optional.of(new PodTrouble.NameTaken(
                        pod.getMetadata().getName().equals(labels.get(POD_NAME_LABEL)), Naming.selectorText(cluster)));
    }

    /** Returns the pods whose Events may say more than the pod: first those in trouble, then those that run again. */
    private static Stream<PodView> withEvents(List<PodView> pods, Map<String, PodEvidence> known, Instant now) {
        var inTrouble = new ArrayList<PodView>();
        var restarted = new ArrayList<PodView>();
        for (PodView pod : pods) {
            PodFacts facts = PodObservation.of(pod.pod(), known.getOrDefault(uid(pod), PodEvidence.NONE), now);
            if (isInTrouble(facts)) {
                inTrouble.add(pod);
            } else if (isRestarted(facts, now)) {
                restarted.add(pod);
            }
        }
        return Stream.concat(inTrouble.stream(), restarted.stream());
    }

    /** Whether the node runs again, and Events may say why it ended: a rollout reports that until the node has proved itself. */
    private static boolean isRestarted(PodFacts pod, Instant now) {
        return !pod.deleting()
                && pod.history().lastEnd().isPresent()
                && pod.started()
                        .filter(start -> start.plus(EVENTS_LAST).isAfter(now))
                        .isPresent();
    }

    /** Whether the pod is in trouble, and its Events may say why. */
    private static boolean isInTrouble(PodFacts pod) {
        return pod.trouble()
                .filter(trouble -> switch (trouble) {
                    case PodTrouble.KeepsCrashing _,
                            PodTrouble.Restarting _,
                            PodTrouble.ContainersNotCreated _,
                            PodTrouble.ProbeFails _ -> true;
                    default -> false;
                })
                .isPresent();
    }

    private static String uid(PodView pod) {
        return pod.pod().getMetadata().getUid();
    }
}

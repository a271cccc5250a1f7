package dev.beamcluster.operator.reconcile.pods;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Volume;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Storage;
import dev.beamcluster.operator.observed.Elapsed;
import dev.beamcluster.operator.observed.PendingClaim;

/** The claims of pods that have no volume. */
record UnboundClaims(BeamCluster cluster, List<PersistentVolumeClaim> cached) {

    /** Returns the claims to read about: those of pods that are not scheduled for some time. */
    List<PacedReads.Subject> of(List<PodView> pods, Instant now) {
        return pods.stream()
                .filter(pod -> pod.kubernetesNode().isEmpty())
                .filter(pod -> Elapsed.between(pod.created(), now).isPresent())
                .flatMap(pod -> pending(pod)
                        .map(claim -> new PacedReads.Subject(claim.getMetadata().getUid(), pod.readyChanged())))
                .toList();
    }

    /**
     * Returns the pending claims of this pod.
     *
     * @param causes what is known of each, by UID
     */
    List<PendingClaim> of(PodView pod, Map<String, Optional<String>> causes) {
        return pending(pod)
                .map(claim -> new PendingClaim(
                        claim.getMetadata().getName(),
                        storageClass(claim),
                        wantedClass(claim).filter(wanted -> !Optional.of(wanted).equals(storageClass(claim))),
                        causes.getOrDefault(claim.getMetadata().getUid(), Optional.empty())))
                .toList();
    }

    private Stream<PersistentVolumeClaim> pending(PodView pod) {
        return pod.volumes().stream()
                .map(Volume::getPersistentVolumeClaim)
                .filter(Objects::nonNull)
                .flatMap(source -> cached.stream()
                        .filter(claim -> claim.getMetadata().getName().equals(source.getClaimName()))
                        .filter(claim -> claim.getStatus() != null
                                && "Pending".equals(claim.getStatus().getPhase())));
    }

    private static Optional<String> storageClass(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getSpec().getStorageClassName()).filter(name -> !name.isEmpty());
    }

    /** Returns the class that the spec asks for; empty if it leaves it to Kubernetes, or the claim is not of the spec. */
    private Optional<String> wantedClass(PersistentVolumeClaim claim) {
        return Optional.ofNullable(cluster.getSpec().storage()).map(Storage::volumes).stream()
                .flatMap(List::stream)
                .filter(volume -> claim.getMetadata()
                        .getName()
                        .startsWith(volume.name() + "-" + cluster.getMetadata().getName() + "-"))
                .flatMap(volume -> Stream.ofNullable(volume.storageClassName()))
                .findFirst();
    }
}

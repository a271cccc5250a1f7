package dev.beamcluster.kubectl.view;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.Condition;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** The conditions of a BeamCluster, as the operator wrote them. */
public final class Conditions {

    private Conditions() {}

    public static Optional<Condition> find(BeamCluster cluster, String type) {
        return cluster.getStatus() == null
                ? Optional.empty()
                : cluster.getStatus().conditions().stream()
                        .filter(condition -> type.equals(condition.getType()))
                        .findFirst();
    }

    public static boolean isTrue(BeamCluster cluster, String type) {
        return find(cluster, type)
                .filter(condition -> "True".equals(condition.getStatus()))
                .isPresent();
    }

    public static String reason(BeamCluster cluster, String type) {
        return find(cluster, type).map(Condition::getReason).orElse("");
    }

    public static String message(BeamCluster cluster, String type) {
        return find(cluster, type).map(Condition::getMessage).orElse("");
    }
}

package dev.beamcluster.kubectl.view;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.Condition;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.MeshReport;

/** Whether a BeamCluster is as it should be. The plugin's exit code says the same. */
public enum Health {
    WHOLE(0, "whole"),
    BROKEN(1, "not whole"),
    UNKNOWN(2, "unknown");

    private final int exitCode;
    private final String word;

    Health(int exitCode, String word) {
        this.exitCode = exitCode;
        this.word = word;
    }

    /** 0, 1 or 2. */
    public int exitCode() {
        return exitCode;
    }

    /** The health as people read it. */
    public String word() {
        return word;
    }

    /** Returns what the condition Ready says; unknown if it is about an older spec. */
    public static Health of(BeamCluster cluster) {
        Optional<Condition> ready = Conditions.find(cluster, "Ready");
        Long generation = cluster.getMetadata().getGeneration();
        boolean isOld = generation != null
                && ready.map(Condition::getObservedGeneration)
                        .filter(observed -> observed < generation)
                        .isPresent();
        if (isOld) {
            return UNKNOWN;
        }
        return switch (ready.map(Condition::getStatus).orElse("")) {
            case "True" -> WHOLE;
            case "False" -> BROKEN;
            default -> UNKNOWN;
        };
    }

    /** Returns what a round of the engine saw. */
    public static Health of(MeshReport report) {
        return switch (report.isWhole()) {
            case WHOLE -> WHOLE;
            case BROKEN -> BROKEN;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** Returns the worse of two: that something is broken matters more than that something else is unknown. */
    public Health and(Health other) {
        if (this == BROKEN || other == BROKEN) {
            return BROKEN;
        }
        return this == UNKNOWN ? this : other;
    }
}

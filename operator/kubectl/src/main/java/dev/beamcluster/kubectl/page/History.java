package dev.beamcluster.kubectl.page;

import java.util.List;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Transition;
import dev.beamcluster.kubectl.view.Ages;

/** The transitions that a status remembers. */
final class History {

    private History() {}

    /** Returns those with a time, oldest first. */
    static List<Transition> of(BeamCluster cluster) {
        return cluster.getStatus() == null
                ? List.of()
                : cluster.getStatus().history().stream()
                        .filter(transition -> Ages.parse(transition.time()).isPresent())
                        .toList();
    }
}

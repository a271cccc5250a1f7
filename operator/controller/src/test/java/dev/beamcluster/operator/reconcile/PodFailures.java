package dev.beamcluster.operator.reconcile;

import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;

/** The failure messages of pods, for tests in other packages. */
public final class PodFailures {

    private PodFailures() {}

    /** Returns one message for each way in which a pod can fail. */
    public static Stream<String> sentences() {
        return PodObservationTest.failures()
                .map(row -> PodObservation.of((Pod) row.get()[0]).failure())
                .flatMap(Optional::stream);
    }
}

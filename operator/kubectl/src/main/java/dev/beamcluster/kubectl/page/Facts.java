package dev.beamcluster.kubectl.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.kubectl.view.Asked;

/**
 * What was read about a BeamCluster beside itself.
 *
 * @param events the events about it, in any order
 * @param revision the revision that its StatefulSet rolls out; empty if there is no StatefulSet
 */
public record Facts(Asked<List<Pod>> pods, Asked<List<Event>> events, Asked<Optional<String>> revision) {

    /** Returns why something could not be read, each cause once. */
    List<String> unanswered() {
        return Stream.of(pods.why(), events.why(), revision.why())
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}

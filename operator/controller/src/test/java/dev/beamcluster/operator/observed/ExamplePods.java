package dev.beamcluster.operator.observed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pods in one state each, for tests in other packages. */
public final class ExamplePods {

    private ExamplePods() {}

    /** Returns a pod that has been ready since it was created. */
    public static PodFacts ready(String name, String uid, String revision, String address, Instant created) {
        return new PodFacts(
                name,
                uid,
                Optional.of(revision),
                Optional.of(address),
                Optional.of(Instant.EPOCH),
                true,
                false,
                Optional.empty(),
                List.of(),
                new PodFacts.History(created, created, 0, Optional.empty(), Duration.ZERO));
    }

    /** Returns the pod after its container has ended. */
    public static PodFacts notRunning(PodFacts pod, Optional<PodTrouble> trouble) {
        return changed(pod, Optional.empty(), false, trouble);
    }

    /** Returns the pod with a container that runs, and a trouble that keeps it from being ready. */
    public static PodFacts unready(PodFacts pod, PodTrouble trouble) {
        return changed(pod, pod.started(), false, Optional.of(trouble));
    }

    /** Returns the pod after it was deleted. */
    public static PodFacts terminating(PodFacts pod) {
        return changed(pod, pod.started(), true, pod.trouble());
    }

    private static PodFacts changed(
            PodFacts pod, Optional<Instant> started, boolean deleting, Optional<PodTrouble> trouble) {
        return new PodFacts(
                pod.name(),
                pod.uid(),
                pod.revision(),
                pod.address(),
                started,
                false,
                deleting,
                trouble,
                pod.notes(),
                pod.history());
    }
}

package dev.beamcluster.operator.status;

import java.util.Optional;

import dev.beamcluster.operator.observed.WorkloadFacts;

/** The StatefulSet of the BeamCluster {@code chat}, with all its pods up to date and ready. */
final class ChatStatefulSet {

    private ChatStatefulSet() {}

    static WorkloadFacts settled(int count) {
        return of(true, count, Optional.empty());
    }

    /** Its controller has not seen the last change yet. */
    static WorkloadFacts unobserved(int count) {
        return of(false, count, Optional.empty());
    }

    /** The API server refuses to create pods. */
    static WorkloadFacts creationRefused(int count, String why) {
        return of(true, count, Optional.of(why));
    }

    private static WorkloadFacts of(boolean observed, int count, Optional<String> failure) {
        return new WorkloadFacts(
                observed,
                count,
                count,
                count,
                failure,
                new WorkloadFacts.Target(count, count, count, "template"),
                new WorkloadFacts.Revisions("chat-1", "chat-1"));
    }
}

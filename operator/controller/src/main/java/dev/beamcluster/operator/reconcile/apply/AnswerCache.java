package dev.beamcluster.operator.reconcile.apply;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** The caches, as far as they take the answer to a write before a watch delivers it. */
@FunctionalInterface
public interface AnswerCache {

    /**
     * Stores what was written. The event with which the watch delivers it then triggers no reconcile.
     *
     * @param before the object in the cache when it was written; empty if there was none
     */
    void put(Optional<HasMetadata> before, HasMetadata answer);
}

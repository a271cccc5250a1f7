package dev.beamcluster.operator.desired;

import java.util.Optional;

/**
 * The pod template that was applied last. It decides which defaults the pods have now, and whether a spec that new rules of the
 * operator refuse is running already.
 *
 * @param defaults the version of its defaults
 * @param hash its hash; empty while the StatefulSet is being recreated, when the spec counts as running
 * @param isUnused whether no pod was created from it yet, so that every pod will be replaced anyway
 */
public record AppliedTemplate(PodDefaults defaults, Optional<String> hash, boolean isUnused) {

    boolean is(String other) {
        return hash.isEmpty() || hash.get().equals(other);
    }
}

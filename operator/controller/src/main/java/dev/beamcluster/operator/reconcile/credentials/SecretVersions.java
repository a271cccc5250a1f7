package dev.beamcluster.operator.reconcile.credentials;

import java.util.Optional;

/** The version of a Secret, as last reported by a watch. */
@FunctionalInterface
public interface SecretVersions {

    /** Returns the version of this Secret, empty if it does not exist. Every change of the Secret changes the version. */
    Optional<String> of(String namespace, String name);
}

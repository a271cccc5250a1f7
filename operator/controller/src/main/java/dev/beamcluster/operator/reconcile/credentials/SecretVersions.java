package dev.beamcluster.operator.reconcile.credentials;

import java.util.Optional;

/** Which version of a Secret there is, as far as a watch has told. */
@FunctionalInterface
public interface SecretVersions {

    /** The version of this Secret, empty where there is none; it differs whenever the Secret does. */
    Optional<String> of(String namespace, String name);
}

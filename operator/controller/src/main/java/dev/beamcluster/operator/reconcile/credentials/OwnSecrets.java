package dev.beamcluster.operator.reconcile.credentials;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.Secret;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.OwnSecret;
import dev.beamcluster.operator.reconcile.apply.Ownership;

/** Classifies the Secret with the generated cookie. */
public final class OwnSecrets {

    private OwnSecrets() {}

    /** Returns what this Secret is to the BeamCluster. */
    public static OwnSecret of(Optional<Secret> found, BeamCluster cluster) {
        if (found.isEmpty()) {
            return new OwnSecret.Missing();
        }
        Secret secret = found.get();
        if (!Ownership.isOf(secret, cluster)) {
            return new OwnSecret.Foreign();
        }
        return CookieText.of(secret, Naming.COOKIE_KEY)
                .<OwnSecret>map(OwnSecret.Usable::new)
                .orElseGet(() -> new OwnSecret.Unusable(CookieText.whyNot(secret, Naming.COOKIE_KEY)));
    }
}

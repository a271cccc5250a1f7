package dev.beamcluster.operator.desired;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/**
 * The Secret and the key that hold the cookie.
 *
 * @param secret the name of the Secret
 * @param key the key in it
 * @param own whether the operator creates the Secret; false for {@code spec.cookie.secretRef}
 */
public record CookieReference(String secret, String key, boolean own) {

    /** Returns {@code spec.cookie.secretRef}, or the operator's own Secret if it is not set. */
    public static CookieReference of(BeamCluster cluster) {
        var source = cluster.getSpec().cookie();
        return source == null || source.secretRef() == null
                ? new CookieReference(Naming.cookieSecret(cluster), Naming.COOKIE_KEY, true)
                : new CookieReference(
                        source.secretRef().name(), source.secretRef().key(), false);
    }
}

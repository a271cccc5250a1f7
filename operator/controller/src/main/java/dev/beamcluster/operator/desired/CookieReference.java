package dev.beamcluster.operator.desired;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/**
 * Which key of which Secret holds the cookie.
 *
 * @param secret the Secret's name
 * @param key the key in it
 * @param own whether the operator makes it
 */
public record CookieReference(String secret, String key, boolean own) {

    /** The user's, or the operator's own. */
    public static CookieReference of(BeamCluster cluster) {
        var source = cluster.getSpec().cookie();
        return source == null || source.secretRef() == null
                ? new CookieReference(Naming.cookieSecret(cluster), Naming.COOKIE_KEY, true)
                : new CookieReference(
                        source.secretRef().name(), source.secretRef().key(), false);
    }
}

package dev.beamcluster.operator.desired;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.Cookie;

/** The Secret with the cookie that the operator generates. */
public final class CookieSecret {

    private CookieSecret() {}

    /**
     * Returns the Secret. It is immutable, so that the API server refuses any change: nodes with different cookies refuse each
     * other (Kubernetes, Immutable Secrets).
     *
     * @param cookie a new cookie, or the cookie that the nodes use if the Secret was deleted
     */
    public static Secret of(BeamCluster cluster, Cookie cookie) {
        byte[] bytes = cookie.value().getBytes(StandardCharsets.US_ASCII);
        return new SecretBuilder()
                .withMetadata(Naming.child(cluster, Naming.cookieSecret(cluster)))
                .withType("Opaque")
                .withImmutable(true)
                .withData(Map.of(Naming.COOKIE_KEY, Base64.getEncoder().encodeToString(bytes)))
                .build();
    }
}

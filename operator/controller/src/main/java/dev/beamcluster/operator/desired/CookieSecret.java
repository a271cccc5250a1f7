package dev.beamcluster.operator.desired;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.Cookie;

/** The Secret with the cookie that the operator makes. */
public final class CookieSecret {

    private CookieSecret() {}

    /**
     * Made once and immutable: the API server itself refuses to change it, since nodes with different cookies refuse each
     * other (Kubernetes, Immutable Secrets).
     *
     * @param cookie a fresh one, or the one that the nodes run with where the Secret was deleted
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

package dev.beamcluster.operator.reconcile.credentials;

import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.mesh.Cookie;

/**
 * The credentials of one BeamCluster that are remembered while the operator runs. A user's credential is kept while the spec
 * names it.
 */
public final class KnownCredentials {

    final SecretMemo<Cookie> usersCookie = new SecretMemo<>();
    final SecretMemo<SSLSocketFactory> nodesTls = new SecretMemo<>();
    final SecretMemo<SSLSocketFactory> operatorsTls = new SecretMemo<>();

    /** The generated cookie that the nodes use, to recreate a deleted Secret. */
    private volatile @Nullable Cookie generated;

    Optional<Cookie> generated() {
        return Optional.ofNullable(generated);
    }

    void generated(Cookie cookie) {
        generated = cookie;
    }

    void noneGenerated() {
        generated = null;
    }
}

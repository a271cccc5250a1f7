package dev.beamcluster.operator.reconcile.credentials;

import java.util.function.Supplier;

import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.operator.desired.CookieReference;
import dev.beamcluster.operator.observed.OwnSecret;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.status.ApplyOutcome;

/** Finds what it takes to join a BeamCluster's mesh. */
public final class CredentialStore {

    private final CookieSource cookies;
    private final ProtocolSource protocols;

    /**
     * A store that remembers nothing itself.
     *
     * @param versions of the Secrets that specs name
     * @param fresh generates the cookie of a new BeamCluster
     */
    public CredentialStore(KubernetesClient client, SecretVersions versions, Supplier<Cookie> fresh) {
        var secrets = new SecretReader(client, versions);
        this.cookies = new CookieSource(client, secrets, fresh);
        this.protocols = new ProtocolSource(secrets);
    }

    /**
     * The access to this BeamCluster's mesh; the Secret with the cookie of a new one is created on the way.
     *
     * @param known what is remembered for this BeamCluster
     * @throws dev.beamcluster.operator.reconcile.apply.RetryLater if that Secret appeared meanwhile
     */
    public Credential<MeshAccess> find(BeamCluster cluster, Snapshot seen, KnownCredentials known) {
        if (cluster.getSpec().paused()
                && CookieReference.of(cluster).own()
                && seen.ownSecret() instanceof OwnSecret.Missing) {
            // Finding the cookie would create one.
            return new Credential.Missing<>(new ApplyOutcome.Paused());
        }
        return cookies.find(cluster, seen, known)
                .then(cookie -> protocols
                        .find(cluster, known)
                        .then(protocol -> new Credential.Ready<>(new MeshAccess(cookie, protocol))));
    }
}

package dev.beamcluster.operator.reconcile.credentials;

import java.util.function.Supplier;

import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.operator.desired.CookieReference;
import dev.beamcluster.operator.observed.OwnSecret;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.reconcile.apply.AnswerCache;
import dev.beamcluster.operator.status.ApplyOutcome;

/** Finds the credentials for joining the mesh of a BeamCluster. */
public final class CredentialStore {

    private final CookieSource cookies;
    private final ProtocolSource protocols;

    /**
     * Creates a store without state of its own.
     *
     * @param versions the versions of the Secrets that specs name
     * @param fresh generates the cookie of a new BeamCluster
     * @param answers takes the Secret that was created
     */
    public CredentialStore(
            KubernetesClient client, SecretVersions versions, Supplier<Cookie> fresh, AnswerCache answers) {
        var secrets = new SecretReader(client, versions);
        this.cookies = new CookieSource(client, secrets, fresh, answers);
        this.protocols = new ProtocolSource(secrets);
    }

    /**
     * Returns the access to the mesh of this BeamCluster. Creates the Secret with the cookie of a new one.
     *
     * @param known the credentials that are remembered for this BeamCluster
     * @throws dev.beamcluster.operator.reconcile.apply.RetryLater if that Secret appeared in the meantime
     */
    public Credential<MeshAccess> find(BeamCluster cluster, Snapshot seen, KnownCredentials known) {
        if (cluster.getSpec().paused()
                && CookieReference.of(cluster).own()
                && seen.ownSecret() instanceof OwnSecret.Missing) {
            // Finding the cookie would create a Secret.
            return new Credential.Missing<>(new ApplyOutcome.Paused());
        }
        return cookies.find(cluster, seen, known)
                .then(cookie -> protocols
                        .find(cluster, known)
                        .then(protocol ->
                                new Credential.Ready<>(new MeshAccess(cookie, known.formerCookies(), protocol))));
    }
}

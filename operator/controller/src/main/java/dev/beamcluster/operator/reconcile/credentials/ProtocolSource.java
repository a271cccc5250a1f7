package dev.beamcluster.operator.reconcile.credentials;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

import io.fabric8.kubernetes.api.model.Secret;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Distribution;
import dev.beamcluster.mesh.Protocol;

/** The protocol to connect to the nodes of a BeamCluster; over TLS with the certificates in the user's Secret. */
final class ProtocolSource {

    private final SecretReader secrets;

    ProtocolSource(SecretReader secrets) {
        this.secrets = secrets;
    }

    /**
     * Returns the protocol. Reads the nodes' Secret even if the operator has its own: a pod whose volume cannot be mounted does
     * not report why.
     */
    Credential<Protocol> find(BeamCluster cluster, KnownCredentials known) {
        Distribution.Tls tls = cluster.getSpec().distribution().tls();
        if (tls == null) {
            known.nodesTls.drop();
            known.operatorsTls.drop();
            return new Credential.Ready<>(protocol(cluster, Optional.empty()));
        }
        boolean checksHost = tls.verification() == Distribution.Verification.Host;
        return sockets(cluster, "spec.distribution.tls.secretName", tls.secretName(), known.nodesTls)
                .then(sockets -> operators(cluster, sockets, tls.operatorSecretName(), known))
                .then(sockets -> new Credential.Ready<>(
                        protocol(cluster, Optional.of(new Protocol.Tls(sockets.factory(), checksHost)))));
    }

    /** Returns the sockets with which the operator connects. */
    private Credential<TlsSockets> operators(
            BeamCluster cluster, TlsSockets nodes, @Nullable String secret, KnownCredentials known) {
        if (secret == null) {
            known.operatorsTls.drop();
            return new Credential.Ready<>(nodes);
        }
        return sockets(cluster, "spec.distribution.tls.operatorSecretName", secret, known.operatorsTls);
    }

    private Credential<TlsSockets> sockets(
            BeamCluster cluster, String field, String name, SecretMemo<TlsSockets> memo) {
        var named =
                new SecretReader.Named(field, name, "the keys " + Certificates.KEYS + " (cert-manager writes them)");
        return secrets.read(cluster, named, memo, secret -> sockets(field, secret));
    }

    private static Credential<TlsSockets> sockets(String field, Secret secret) {
        try {
            return new Credential.Ready<>(
                    new TlsSockets(Certificates.context(secret).getSocketFactory(), Certificates.expiration(secret)));
        } catch (IOException e) {
            return Credential.invalid(
                    field,
                    "Secret " + secret.getMetadata().getName() + " cannot be used: " + e.getMessage(),
                    "put the authority, the certificate and its key there, as PEM");
        }
    }

    private static Protocol protocol(BeamCluster cluster, Optional<Protocol.Tls> tls) {
        Distribution distribution = cluster.getSpec().distribution();
        return new Protocol(
                distribution.epmd()
                        ? OptionalInt.empty()
                        : OptionalInt.of(distribution.ports().from()),
                distribution.ipFamily() == Distribution.IpFamily.IPv6,
                tls);
    }
}

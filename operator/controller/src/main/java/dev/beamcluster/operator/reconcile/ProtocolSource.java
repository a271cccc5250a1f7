package dev.beamcluster.operator.reconcile;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocketFactory;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Distribution;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.status.ApplyOutcome.Refused;
import dev.beamcluster.operator.status.Reason;

/** How a cluster's nodes are spoken to; over TLS with the certificates in the user's Secret, read again when they change. */
final class ProtocolSource {

    private final KubernetesClient client;
    private final Map<Key, Read> known = new ConcurrentHashMap<>();

    ProtocolSource(KubernetesClient client) {
        this.client = client;
    }

    /** A Secret, and the field that names it. */
    private record Named(String field, String secret) {

        /** The nodes' own. */
        static Named nodes(Distribution.Tls tls) {
            return new Named("spec.distribution.tls.secretName", tls.secretName());
        }

        /** What the operator connects with. */
        static Named operator(String secret) {
            return new Named("spec.distribution.tls.operatorSecretName", secret);
        }
    }

    private record Key(ClusterId cluster, String secret) {}

    /** What was made of a Secret; the same for as long as the Secret is. */
    private record Read(String uid, String resourceVersion, SSLSocketFactory sockets) {

        boolean isOf(Secret secret) {
            return uid.equals(secret.getMetadata().getUid())
                    && resourceVersion.equals(secret.getMetadata().getResourceVersion());
        }
    }

    /** Either the protocol, or what is in the way of it. */
    sealed interface Answer {
        record Known(Protocol protocol) implements Answer {}

        record InTheWay(Refused refused) implements Answer {}
    }

    /** A Secret of a user's that cannot be used; the message says why, and what to do. */
    private static final class Unusable extends Exception {

        private static final long serialVersionUID = 1;

        Unusable(Named named, String why, String remedy) {
            super(named.field() + ": " + why + "; " + remedy);
        }
    }

    /** Reads the nodes' Secret as well where it is not the operator's: a pod whose volume cannot be made tells nobody why. */
    Answer find(BeamCluster cluster) {
        Distribution.Tls tls = cluster.getSpec().distribution().tls();
        if (tls == null) {
            forget(Naming.id(cluster));
            return new Answer.Known(protocol(cluster, Optional.empty()));
        }
        try {
            SSLSocketFactory sockets = sockets(cluster, Named.nodes(tls));
            if (tls.operatorSecretName() != null) {
                sockets = sockets(cluster, Named.operator(tls.operatorSecretName()));
            }
            boolean checksHost = tls.verification() == Distribution.Verification.Host;
            return new Answer.Known(protocol(cluster, Optional.of(new Protocol.Tls(sockets, checksHost))));
        } catch (Unusable e) {
            return new Answer.InTheWay(new Refused(Reason.InvalidSpec, Objects.requireNonNullElse(e.getMessage(), "")));
        }
    }

    void forget(ClusterId cluster) {
        known.keySet().removeIf(key -> key.cluster().equals(cluster));
    }

    private SSLSocketFactory sockets(BeamCluster cluster, Named named) throws Unusable {
        Secret secret = client.secrets()
                .inNamespace(cluster.getMetadata().getNamespace())
                .withName(named.secret())
                .get();
        if (secret == null) {
            throw new Unusable(
                    named,
                    "there is no Secret " + named.secret(),
                    "create it, with the keys " + Certificates.KEYS + " (cert-manager writes them)");
        }
        var key = new Key(Naming.id(cluster), named.secret());
        Read before = known.get(key);
        if (before != null && before.isOf(secret)) {
            return before.sockets();
        }
        try {
            SSLSocketFactory sockets = Certificates.context(secret).getSocketFactory();
            known.put(
                    key,
                    new Read(secret.getMetadata().getUid(), secret.getMetadata().getResourceVersion(), sockets));
            return sockets;
        } catch (IOException e) {
            throw new Unusable(
                    named,
                    "the Secret " + named.secret() + " cannot be used: " + e.getMessage(),
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

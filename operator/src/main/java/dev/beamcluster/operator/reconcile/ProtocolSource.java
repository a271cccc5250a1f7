package dev.beamcluster.operator.reconcile;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocketFactory;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Distribution;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.mesh.ClusterId;
import dev.beamcluster.operator.mesh.Protocol;
import dev.beamcluster.operator.status.Outcome.Refused;
import dev.beamcluster.operator.status.Reason;

/** How a cluster's nodes are spoken to; over TLS with the certificates in the user's Secret, read again when they change. */
final class ProtocolSource {

    /** Which Secret the operator connects with, and the field that names it. */
    private record Named(String field, String secret) {

        static Named of(Distribution.Tls tls) {
            String own = tls.operatorSecretName();
            return own == null
                    ? new Named("spec.distribution.tls.secretName", tls.secretName())
                    : new Named("spec.distribution.tls.operatorSecretName", own);
        }
    }

    private final KubernetesClient client;
    private final Map<ClusterId, Read> known = new ConcurrentHashMap<>();

    ProtocolSource(KubernetesClient client) {
        this.client = client;
    }

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

    Answer find(BeamCluster cluster) {
        Distribution.Tls tls = cluster.getSpec().distribution().tls();
        if (tls == null) {
            known.remove(Naming.id(cluster));
            return new Answer.Known(protocol(cluster, Optional.empty()));
        }
        Named named = Named.of(tls);
        Secret secret = client.secrets()
                .inNamespace(cluster.getMetadata().getNamespace())
                .withName(named.secret())
                .get();
        if (secret == null) {
            return inTheWay(
                    named,
                    "there is no Secret " + named.secret(),
                    "create it, with the keys " + Certificates.KEYS + " (cert-manager writes them)");
        }
        try {
            boolean checksHost = tls.verification() == Distribution.Verification.Host;
            return new Answer.Known(protocol(
                    cluster, Optional.of(new Protocol.Tls(sockets(Naming.id(cluster), secret), checksHost))));
        } catch (IOException e) {
            return inTheWay(
                    named,
                    "the Secret " + named.secret() + " cannot be used: " + e.getMessage(),
                    "put the authority, the certificate and its key there, as PEM");
        }
    }

    void forget(ClusterId cluster) {
        known.remove(cluster);
    }

    private SSLSocketFactory sockets(ClusterId cluster, Secret secret) throws IOException {
        Read before = known.get(cluster);
        if (before != null && before.isOf(secret)) {
            return before.sockets();
        }
        SSLSocketFactory sockets = Certificates.context(secret).getSocketFactory();
        known.put(
                cluster,
                new Read(secret.getMetadata().getUid(), secret.getMetadata().getResourceVersion(), sockets));
        return sockets;
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

    private static Answer inTheWay(Named named, String why, String remedy) {
        return new Answer.InTheWay(new Refused(Reason.InvalidSpec, named.field() + ": " + why + "; " + remedy));
    }
}

package dev.beamcluster.e2e.tests;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;

import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.testkit.TestAuthority;

/**
 * Secrets with certificates, in the format of cert-manager.
 *
 * @param authority that issues all certificates
 */
public record TlsSecrets(TestAuthority authority) {

    /**
     * The Secret {@code BEAM-tls}, with a certificate for this number of nodes of a BeamCluster, under both forms of
     * their DNS names.
     */
    public Secret ofNodes(TestNamespace namespace, String beam, int nodes) {
        var hosts = IntStream.range(0, nodes)
                .mapToObj(ordinal -> "%1$s-%2$d.%1$s-nodes.%3$s.svc".formatted(beam, ordinal, namespace.name()))
                .flatMap(host -> Stream.of(host, host + ".cluster.local"))
                .toList();
        return of(namespace, beam + "-tls", hosts);
    }

    /** A Secret with this name, and a certificate for these hosts. */
    public Secret of(TestNamespace namespace, String name, List<String> hosts) {
        var issued = authority.issue(hosts);
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .endMetadata()
                .withStringData(Map.of(
                        "tls.crt", issued.certificate(),
                        "tls.key", issued.pkcs8(),
                        "ca.crt", authority.certificate()))
                .build();
    }

    /** Creates the Secret, or replaces an existing one of that name. */
    public static void apply(TestNamespace namespace, Secret secret) {
        var _ = namespace.cluster().client().resource(secret).createOr(existing -> existing.update());
    }
}

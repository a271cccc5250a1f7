package dev.beamcluster.e2e.tests.input;

import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** What a user may type of a BeamCluster that is not there yet, and no API server with our CRD takes. */
final class RefusedCreations {

    private RefusedCreations() {}

    /** A name, a change, and words of the answer. */
    static Stream<Arguments> all() {
        var volume = "storage: {volumes: [{name: %s, mountPath: %s, size: %s}]}";
        return Stream.of(
                argumentSet("a name that starts with a digit", "1chat", "paused: false", "start with a letter"),
                argumentSet("a name with a dot", "chat.one", "paused: false", "metadata.name"),
                argumentSet("a name of 51 characters", "a".repeat(51), "paused: false", "at most 50"),
                argumentSet(
                        "by address under a domain",
                        "fresh",
                        podIp("clusterDomain: a.b"),
                        "PodIP gives the nodes no DNS names"),
                argumentSet(
                        "by record without a domain",
                        "fresh",
                        "node: {address: PodDNS}",
                        "PodDNS needs spec.distribution.clusterDomain"),
                argumentSet(
                        "by record with certificates that name hosts",
                        "fresh",
                        podDns("clusterDomain: a.b, tls: {secretName: a}"),
                        "with TLS verification: Authority"),
                argumentSet(
                        "by record with a name from the operator",
                        "fresh",
                        podDns("clusterDomain: a.b"),
                        "PodDNS is not possible with release: Erl"),
                disk("a size that is none", volume.formatted("data", "/data", "large"), "must be a positive quantity"),
                disk("a negative size", volume.formatted("data", "/data", "-1Gi"), "must be a positive quantity"),
                disk("no size", "storage: {volumes: [{name: data, mountPath: /data}]}", "size"),
                disk("a relative mount", volume.formatted("data", "data", "1Gi"), "mountPath"),
                disk("a mount at the root", volume.formatted("data", "/", "1Gi"), "mountPath"),
                disk("a name that is none", volume.formatted("My_Data", "/data", "1Gi"), "volumes[0].name"),
                disk(
                        "a class that cannot be",
                        volume.formatted("a", "/a", "1Gi, storageClassName: A b"),
                        "storageClassName"),
                disk(
                        "an unknown way to mount",
                        volume.formatted("a", "/a", "1Gi, accessMode: ReadOnlyMany"),
                        "accessMode"),
                disk("an unknown retention", "storage: {volumes: [], whenDeleted: Archive}", "whenDeleted"),
                disk("another unknown retention", "storage: {volumes: [], whenScaled: Keep}", "whenScaled"),
                disk(
                        "a disk twice",
                        "storage: {volumes: [{name: a, mountPath: /a, size: 1Gi}, {name: a, mountPath: /b, size: 1Gi}]}",
                        "Duplicate value"));
    }

    private static Arguments disk(String what, String change, String words) {
        return argumentSet(what, "fresh", change, words);
    }

    /** Two fields in one change: the address, and that of the distribution. */
    private static String podIp(String distribution) {
        return "node: {address: PodIP}\n  distribution: {" + distribution + "}";
    }

    private static String podDns(String distribution) {
        return "node: {address: PodDNS}\n  distribution: {" + distribution + "}";
    }
}

package dev.beamcluster.e2e.tests.input;

import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** What no user may change later, of a BeamCluster that sets all of that. */
final class RefusedUpdates {

    private RefusedUpdates() {}

    static Stream<Arguments> all() {
        var volumes = "storage: {volumes: [{name: data, mountPath: /data, size: %s}%s]}";
        var log = ", {name: log, mountPath: /log, size: 64Mi}";
        return Stream.of(
                argumentSet("the node name taken out", "node:", RefusedInput.NEW),
                argumentSet("another node name", "node: {name: other}", "spec.node.name cannot be changed"),
                argumentSet("another kind of address", "node: {name: chatty, address: PodIP}", "spec.node.address"),
                argumentSet(
                        "names of records",
                        "node: {name: chatty, address: PodDNS}",
                        "spec.node.address cannot be changed"),
                argumentSet("the cookie taken out", "cookie:", "spec.cookie cannot be added or removed"),
                argumentSet(
                        "another Secret",
                        "cookie: {secretRef: {name: other, key: chat}}",
                        "spec.cookie.secretRef cannot be"),
                argumentSet(
                        "another key",
                        "cookie: {secretRef: {name: my-cookie, key: b}}",
                        "spec.cookie.secretRef cannot be"),
                argumentSet(
                        "the Secret taken out", "cookie: {file: /etc/chat/cookie}", "spec.cookie.secretRef cannot be"),
                argumentSet("the distribution taken out", "distribution:", "differ in them"),
                argumentSet(
                        "another first port without epmd",
                        "distribution: {ports: {from: 9201, to: 9210}, epmd: false, clusterDomain: cluster.local}",
                        "spec.distribution.ports.from cannot be changed"),
                argumentSet(
                        "the domain taken out",
                        "distribution: {ports: {from: 9200, to: 9210}, epmd: false}",
                        "clusterDomain cannot be"),
                argumentSet(
                        "another domain",
                        "distribution: {ports: {from: 9200, to: 9210}, epmd: false, clusterDomain: other.example}",
                        "clusterDomain cannot be"),
                argumentSet(
                        "an application's port in that range",
                        "ports: [{name: a, port: 9205}]",
                        "spec.distribution.ports"),
                argumentSet(
                        "another class of load balancer",
                        "service: {type: LoadBalancer, loadBalancerClass: example.com/other}",
                        "set type: ClusterIP first"),
                argumentSet(
                        "the class of the load balancer taken out",
                        "service: {type: LoadBalancer}",
                        "loadBalancerClass cannot be changed"),
                argumentSet("the disks taken out", "storage:", "spec.storage cannot be added or removed"),
                argumentSet("one disk taken out", volumes.formatted("64Mi", ""), "cannot be added, removed or renamed"),
                argumentSet(
                        "a disk more",
                        volumes.formatted("64Mi", log + ", {name: a, mountPath: /a, size: 1Gi}"),
                        RefusedInput.NEW),
                argumentSet(
                        "a disk renamed", volumes.formatted("64Mi", log.replace("log,", "logs,")), RefusedInput.NEW),
                argumentSet("a disk of no size", volumes.formatted("'0'", log), "must be a positive quantity"),
                argumentSet(
                        "a disk of another class",
                        volumes.formatted("64Mi, storageClassName: a", log),
                        "storageClassName"),
                argumentSet("a disk for many", volumes.formatted("64Mi, accessMode: ReadWriteMany", log), "accessMode"),
                argumentSet("the image taken out", "image:", "spec.image"));
    }
}

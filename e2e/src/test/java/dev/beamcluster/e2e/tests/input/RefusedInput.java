package dev.beamcluster.e2e.tests.input;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** What a user may type that no API server with our CRD takes, of a BeamCluster that sets no field that it need not. */
final class RefusedInput {

    static final String NEW = "create a new BeamCluster";
    private static final String RANGE = "must be a range of 2 to 1000 ports";

    private RefusedInput() {}

    private static Arguments of(String what, String change, String words) {
        return argumentSet(what, change, words);
    }

    static Stream<Arguments> all() {
        return Stream.of(size(), names(), distribution(), mesh(), application(), RefusedServices.all(), life(), disks())
                .flatMap(cases -> cases);
    }

    private static Stream<Arguments> size() {
        return Stream.of(
                of("replicas below zero", "replicas: -1", "spec.replicas"),
                of("one replica too many", "replicas: 301", "spec.replicas"),
                of("a million replicas", "replicas: 1000000", "spec.replicas"),
                of("replicas that are no number", "replicas: three", "spec.replicas"),
                of("half a replica", "replicas: 1.5", "spec.replicas"),
                of("an empty image", "image: ''", "spec.image"),
                of("an image with a blank in it", "image: 'chat :1'", "spec.image"),
                of("an image of 513 characters", "image: " + "a".repeat(513), "spec.image"),
                of("an unknown kind of release", "release: Distillery", "Mix"),
                of("an unknown field", "replica: 3", "replica"));
    }

    private static Stream<Arguments> names() {
        return Stream.of(
                of("an empty node name", "node: {name: ''}", "spec.node.name"),
                of("an illegal node name", "node: {name: 'chat@home'}", "spec.node.name"),
                of("a node name of 51 characters", "node: {name: " + "a".repeat(51) + "}", "spec.node.name"),
                of("another node name", "node: {name: other}", NEW),
                of("an unknown kind of address", "node: {address: IP}", "spec.node.address"),
                of("another kind of address", "node: {address: PodIP}", "spec.node.address cannot be"),
                of("another cookie", "cookie: {secretRef: {name: a, key: b}}", "spec.cookie"),
                of("a cookie without a key", "cookie: {secretRef: {name: a}}", "key"),
                of("a cookie without a Secret", "cookie: {secretRef: {key: a}}", "name"),
                of("a cookie of a Secret that cannot be", "cookie: {secretRef: {name: A_b, key: c}}", "secretRef.name"),
                of("a cookie under a key that cannot be", "cookie: {secretRef: {name: a, key: b/c}}", "secretRef.key"),
                of("a relative cookie file", "cookie: {file: etc/cookie}", "spec.cookie.file"),
                of("a cookie file with a blank", "cookie: {file: '/etc/my cookie'}", "spec.cookie.file"));
    }

    private static Stream<Arguments> distribution() {
        return Stream.of(
                of("a range of one port", "distribution: {ports: {from: 9100, to: 9100}}", "bin/app remote"),
                of("a range that ends before it starts", "distribution: {ports: {from: 9200, to: 9100}}", RANGE),
                of("a range of 1001 ports", "distribution: {ports: {from: 9000, to: 10000}}", RANGE),
                of("a range around epmd", "distribution: {ports: {from: 4000, to: 4900}}", "4369"),
                of("a range below 1024", "distribution: {ports: {from: 1023, to: 1030}}", "ports.from"),
                of("a range beyond 65535", "distribution: {ports: {from: 65530, to: 65536}}", "ports.to"),
                of("a switch of epmd under running nodes", "distribution: {epmd: false}", "differ in them"),
                of("epmd sometimes", "distribution: {epmd: sometimes}", "spec.distribution.epmd"),
                of("another IP family", "distribution: {ipFamily: IPv6}", "differ in them"),
                of("an unknown IP family", "distribution: {ipFamily: IPv5}", "ipFamily"),
                of("TLS for nodes that run without", "distribution: {tls: {secretName: a}}", "differ in them"),
                of("TLS without a Secret", "distribution: {tls: {}}", "secretName"),
                of("TLS with a Secret that cannot be", "distribution: {tls: {secretName: A}}", "secretName"),
                of(
                        "the operator's TLS with a Secret that cannot be",
                        "distribution: {tls: {secretName: a, operatorSecretName: B}}",
                        "operatorSecretName"),
                of("TLS that trusts anybody", "distribution: {tls: {secretName: a, verification: None}}", "Authority"),
                of("another domain", "distribution: {clusterDomain: cluster.local}", "clusterDomain cannot be"),
                of("a domain that is none", "distribution: {clusterDomain: Cluster.Local}", "clusterDomain"),
                of("a tick time of a second", "distribution: {netTickTimeSeconds: 1}", "netTickTimeSeconds"),
                of("a tick time of two hours", "distribution: {netTickTimeSeconds: 7200}", "netTickTimeSeconds"),
                of("a word for a distribution", "distribution: tls", "spec.distribution"));
    }

    private static Stream<Arguments> mesh() {
        return Stream.of(
                of("an unknown formation", "mesh: {formation: Gossip}", "spec.mesh.formation"),
                of("an unknown healing", "mesh: {healing: Always}", "spec.mesh.healing"),
                of(
                        "a number of retransmissions",
                        "mesh: {retransmitEverySecond: 3}",
                        "spec.mesh.retransmitEverySecond"),
                of("a probe without a pause", "mesh: {probe: {intervalSeconds: 0}}", "intervalSeconds"),
                of("a probe every hour", "mesh: {probe: {intervalSeconds: 3600}}", "intervalSeconds"),
                of("a probe without patience", "mesh: {probe: {timeoutMillis: 1}}", "timeoutMillis"),
                of("a probe with too much patience", "mesh: {probe: {timeoutMillis: 30001}}", "timeoutMillis"),
                of("a sample every two hours", "mesh: {metrics: {intervalSeconds: 7200}}", "intervalSeconds"));
    }

    private static Stream<Arguments> application() {
        return Stream.of(
                of("a port of the distribution", "ports: [{name: a, port: 9105}]", "spec.distribution.ports"),
                of("its target", "ports: [{name: a, port: 80, targetPort: 9109}]", "spec.distribution.ports"),
                of("epmd's port", "ports: [{name: a, port: 4369}]", "epmd"),
                of("a port twice", "ports: [{name: a, port: 80}, {name: a, port: 81}]", "Duplicate value"),
                of("a number twice", "ports: [{name: a, port: 80}, {name: b, port: 80}]", "port and protocol twice"),
                of("a port beyond 65535", "ports: [{name: a, port: 70000}]", "port"),
                of("no port", "ports: [{name: a}]", "port"),
                of("a target of nought", "ports: [{name: a, port: 80, targetPort: 0}]", "targetPort"),
                of("a port without a name", "ports: [{port: 80}]", "name"),
                of("a name in capitals", "ports: [{name: HTTP, port: 80}]", "spec.ports[0].name"),
                of(
                        "a name of 16 characters",
                        "ports: [{name: " + "a".repeat(16) + ", port: 80}]",
                        "spec.ports[0].name"),
                of("an unknown protocol", "ports: [{name: a, port: 80, protocol: ICMP}]", "protocol"),
                of("an empty appProtocol", "ports: [{name: a, port: 80, appProtocol: ''}]", "appProtocol"),
                of("51 ports", "ports: [" + ports(51) + "]", "spec.ports"),
                of(
                        "the operator's variable",
                        "release: Mix\n  env: [{name: RELEASE_COOKIE, value: a}]",
                        "for release: Mix"),
                of("Relx's variable", "release: Relx\n  env: [{name: RELX_COOKIE, value: a}]", "for release: Relx"),
                of(
                        "the variable that the node's name is made of",
                        "env: [{name: BEAM_POD, value: a}]",
                        "spec.env cannot set this variable"),
                of("a variable without a name", "env: [{value: a}]", "name"),
                of(
                        "a word for a key of a Secret",
                        "env: [{name: A, valueFrom: {secretKeyRef: a}}]",
                        "spec.env[0].valueFrom.secretKeyRef"),
                of("a variable twice", "env: [{name: A, value: a}, {name: A, value: b}]", "Duplicate value"),
                of("a number as a variable", "env: [{name: A, value: 1}]", "spec.env[0].value"),
                of("a bad quantity", "resources: {limits: {memory: 1 GB}}", "memory"),
                of("a bad request", "resources: {requests: {cpu: half}}", "cpu"),
                of("a list of limits", "resources: {limits: [1Gi]}", "spec.resources.limits"),
                of("a list of a template", "template: {spec: [beam]}", "spec.template.spec"),
                of("an unknown part of a template", "template: {status: {}}", "status"),
                of(
                        "a label that is no text",
                        "template: {metadata: {labels: {a: 1}}}",
                        "spec.template.metadata.labels"),
                of(
                        "an annotation that is no text",
                        "template: {metadata: {annotations: {a: 1}}}",
                        "spec.template.metadata.annotations"));
    }

    private static String ports(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(port -> "{name: p%1$d, port: %1$d}".formatted(port))
                .collect(Collectors.joining(", "));
    }

    private static Stream<Arguments> life() {
        return Stream.of(
                of("an unknown gate", "rollout: {gate: Never}", "spec.rollout.gate"),
                of("a rollout without patience", "rollout: {timeoutSeconds: 9}", "spec.rollout.timeoutSeconds"),
                of(
                        "a node that must work for longer than a rollout may wait",
                        "rollout: {minReadySeconds: 60, timeoutSeconds: 60}",
                        "spec.rollout.minReadySeconds must be less than"),
                of("less than no time", "rollout: {minReadySeconds: -1}", "spec.rollout.minReadySeconds"),
                of("a rollout of two days", "rollout: {timeoutSeconds: 172800}", "spec.rollout.timeoutSeconds"),
                of("nothing before a rollout", "rollout: {before: {}}", "spec.rollout.before.command"),
                of(
                        "a command without a program",
                        "rollout: {before: {command: [], args: [a]}}",
                        "spec.rollout.before.command must name a program"),
                of(
                        "a command in no time",
                        "rollout: {before: {command: [a], timeoutSeconds: 0}}",
                        "spec.rollout.before.timeoutSeconds"),
                of(
                        "a command that is run for ever",
                        "rollout: {before: {command: [a], retries: 11}}",
                        "spec.rollout.before.retries"),
                of(
                        "some output",
                        "rollout: {before: {command: [a], quoteOutput: some}}",
                        "spec.rollout.before.quoteOutput"),
                of("a drain without a module", "drain: {function: drain}", "module"),
                of("a drain without a function", "drain: {module: chat}", "function"),
                of("a module that is none", "drain: {module: 1chat, function: drain}", "spec.drain.module"),
                of("a function that is none", "drain: {module: chat, function: Drain}", "spec.drain.function"),
                of("code for a function", "drain: {module: chat, function: 'f(), halt'}", "spec.drain.function"),
                of(
                        "a drain in no time",
                        "drain: {module: a, function: b, timeoutSeconds: 0}",
                        "spec.drain.timeoutSeconds"),
                of(
                        "a drain of a day",
                        "drain: {module: a, function: b, timeoutSeconds: 86400}",
                        "spec.drain.timeoutSeconds"),
                of("no node may be missing", "disruption: {maxUnavailable: 0}", "spec.disruption.maxUnavailable"),
                of("a share of the nodes", "disruption: {maxUnavailable: 50%}", "spec.disruption.maxUnavailable"),
                of("more than there may be", "disruption: {maxUnavailable: 301}", "spec.disruption.maxUnavailable"),
                of("half a policy", "networkPolicy: {enabled: partly}", "spec.networkPolicy.enabled"),
                of("a word for a policy", "networkPolicy: open", "spec.networkPolicy"),
                of("paused for a while", "paused: 10m", "spec.paused"));
    }

    private static Stream<Arguments> disks() {
        return Stream.of(
                of(
                        "a disk for nodes that run without",
                        "storage: {volumes: [{name: a, mountPath: /a, size: 1Gi}]}",
                        NEW),
                of("no disk at all", "storage: {volumes: []}", "spec.storage.volumes"));
    }
}

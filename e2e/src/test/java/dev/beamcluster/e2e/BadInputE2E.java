package dev.beamcluster.e2e;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Whatever is typed: it is refused, or told within 30 seconds, and what runs stays up. */
@EndToEnd
class BadInputE2E {

    private static final Duration TOLD = Duration.ofSeconds(30);

    static Stream<Arguments> refused() {
        return Stream.of(
                argumentSet("replicas below zero", "  replicas: -1\n", "spec.replicas"),
                argumentSet("a million replicas", "  replicas: 1000000\n", "spec.replicas"),
                argumentSet("replicas that are no number", "  replicas: three\n", "spec.replicas"),
                argumentSet("an empty image", "  image: ''\n", "spec.image"),
                argumentSet("an image with a blank in it", "  image: 'chat :1'\n", "spec.image"),
                argumentSet("an unknown kind of release", "  release: Distillery\n", "Mix"),
                argumentSet("an empty node name", "  node: {name: ''}\n", "spec.node.name"),
                argumentSet("an illegal node name", "  node: {name: 'chat@home'}\n", "spec.node.name"),
                argumentSet("another node name", "  node: {name: other}\n", "make a new BeamCluster"),
                argumentSet("another cookie", "  cookie: {secretRef: {name: a, key: b}}\n", "spec.cookie"),
                argumentSet("a cookie without a key", "  cookie: {secretRef: {name: a}}\n", "key"),
                argumentSet("an unknown field", "  replica: 3\n", "replica"),
                argumentSet(
                        "a range of one port", "  distribution: {ports: {from: 9100, to: 9100}}\n", "bin/app remote"),
                argumentSet("a range around epmd", "  distribution: {ports: {from: 4000, to: 4900}}\n", "4369"),
                argumentSet(
                        "two ports of one number",
                        "  ports: [{name: a, port: 80, targetPort: 8080}, {name: b, port: 80}]\n",
                        "port and protocol twice"),
                argumentSet(
                        "a port of the distribution",
                        "  ports: [{name: http, port: 9105}]\n",
                        "spec.distribution.ports"),
                argumentSet("epmd's port", "  ports: [{name: http, port: 4369}]\n", "epmd"),
                argumentSet("a port twice", "  ports: [{name: a, port: 80}, {name: a, port: 81}]\n", "Duplicate value"),
                argumentSet("a port beyond 65535", "  ports: [{name: a, port: 70000}]\n", "port"),
                argumentSet("a bad quantity", "  resources: {limits: {memory: 1 GB}}\n", "memory"),
                argumentSet(
                        "the operator's variable",
                        "  env: [{name: RELEASE_COOKIE, value: a}]\n",
                        "spec.env cannot set a variable"),
                argumentSet("a variable without a name", "  env: [{value: a}]\n", "name"),
                argumentSet(
                        "a switch of epmd under running nodes",
                        "  distribution: {epmd: false}\n",
                        "cannot be switched"),
                argumentSet(
                        "TLS for nodes that run without",
                        "  distribution: {tls: {secretName: a}}\n",
                        "cannot be switched"),
                argumentSet("TLS without a Secret", "  distribution: {tls: {}}\n", "secretName"),
                argumentSet(
                        "another domain",
                        "  distribution: {clusterDomain: cluster.local}\n",
                        "clusterDomain cannot be"),
                argumentSet("another kind of address", "  node: {address: PodIP}\n", "spec.node.address cannot be"),
                argumentSet(
                        "a tick time of a second", "  distribution: {netTickTimeSeconds: 1}\n", "netTickTimeSeconds"),
                argumentSet("a probe without patience", "  mesh: {probe: {timeoutMillis: 1}}\n", "timeoutMillis"),
                argumentSet(
                        "the variable that the node's name is made of",
                        "  env: [{name: BEAM_POD, value: a}]\n",
                        "spec.env cannot set a variable"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedInWordsThatNameTheField(String change, String words, TestNamespace namespace) {
        // Given
        var good = Workload.MIX.yaml("chat", 1);
        var beam = namespace.apply("chat", good).becomesWhole(1);
        var before = beam.lives();
        var generation = beam.get().getMetadata().getGeneration();

        // When
        var answer = namespace.kubectl().apply(changed(good, change));

        // Then
        assertThat(answer.succeeded()).isFalse();
        assertThat(answer.err()).contains(words);
        assertThat(beam.get().getMetadata().getGeneration()).isEqualTo(generation);
        assertThat(beam.lives()).isEqualTo(before);
    }

    static Stream<Arguments> told() {
        return Stream.of(
                argumentSet(
                        "an image that does not exist", "  image: beamcluster/no-such-image:local\n", "no-such-image"),
                argumentSet(
                        "a template that drops the container of the node",
                        "  template: {spec: {containers: [{name: beam, $patch: delete}]}}\n",
                        "$patch"),
                argumentSet(
                        "a template that is no pod",
                        "  template: {spec: {containers: [{name: side, image: 'a b', ports: none}]}}\n",
                        "template"),
                argumentSet(
                        "a template with a word misspelt",
                        "  template: {spec: {containers: [{name: beam, livenesProbe: {tcpSocket: {port: 1}}}]}}\n",
                        "livenesProbe"),
                argumentSet(
                        "a template with a port twice",
                        "  template: {spec: {containers: [{name: side, image: a, ports: [{containerPort: 1}, {containerPort: 1}]}]}}\n",
                        "duplicate entries for key"),
                argumentSet(
                        "a label of the operator's",
                        "  template: {metadata: {labels: {app.kubernetes.io/managed-by: me}}}\n",
                        "app.kubernetes.io/managed-by"),
                argumentSet(
                        "a pod that may not run in a restricted namespace",
                        "  template: {spec: {hostNetwork: true}}\n",
                        "hostNetwork"),
                argumentSet(
                        "flags in the template, where the operator's would be lost",
                        "  template: {spec: {containers: [{name: beam, env: [{name: ERL_ZFLAGS, value: +P 2000000}]}]}}\n",
                        "ERL_ZFLAGS"),
                argumentSet(
                        "flags from elsewhere, behind which the operator's cannot be put",
                        "  env: [{name: ERL_ZFLAGS, valueFrom: {configMapKeyRef: {name: flags, key: z}}}]\n",
                        "spec.env[ERL_ZFLAGS].valueFrom"),
                argumentSet(
                        "more than the limit",
                        "  resources: {requests: {cpu: 200m}, limits: {cpu: 100m}}\n",
                        "spec.resources.requests[cpu]"),
                argumentSet("a resource that there is not", "  resources: {limits: {mem: 1Gi}}\n", "limits[mem]"),
                argumentSet("a port with epmd's name", "  ports: [{name: epmd, port: 8080}]\n", "spec.ports[epmd]"),
                argumentSet("a template that renames a port of the Service", """
                          ports: [{name: http, port: 8080}]
                          template: {spec: {containers: [{name: beam, ports: [{containerPort: 8080, name: web}]}]}}
                        """, "the port http of spec.ports"),
                argumentSet(
                        "a probe with two handlers",
                        "  template: {spec: {containers: [{name: beam, readinessProbe: {exec: {command: [a]}, grpc: {port: 1}}}]}}\n",
                        "readinessProbe"));
    }

    @ParameterizedTest
    @MethodSource("told")
    @ExpectedInLog({"InvalidSpec", "spec.template", "violates PodSecurity"})
    void isToldAndTheLastGoodSpecLeadsBack(String change, String words, TestNamespace namespace) {
        // Given
        var good = Workload.MIX.yaml("chat", 3);
        var beam = namespace.apply("chat", good).becomesWhole(3);

        // When
        var _ = namespace.kubectl().apply(changed(good, change)).orFail();

        // Then
        beam.eventually(TOLD, status -> status.condition("Ready").isNotTrue().mentions(words));
        assertThat(ready(beam)).as("nodes that still run").isGreaterThanOrEqualTo(2);

        // When
        var _ = namespace.kubectl().apply(good).orFail();

        // Then
        beam.becomesWhole(3);
    }

    static Stream<Arguments> cookies() {
        return Stream.of(
                argumentSet("a Secret that is not there", "", "own"),
                argumentSet("a key that is not in it", "stringData: {other: abc}", "own"),
                argumentSet("a cookie with a line break in it", "stringData: {cookie: \"ab\\ncd\"}", "own"),
                argumentSet("an empty cookie", "stringData: {cookie: ''}", "own"));
    }

    @ParameterizedTest
    @MethodSource("cookies")
    void aCookieThatCannotWorkIsToldUntilItIsRight(String secret, String name, TestNamespace namespace) {
        // Given
        if (!secret.isEmpty()) {
            var _ = namespace.kubectl().apply(secret(name, secret)).orFail();
        }

        // When
        var beam = namespace.apply(
                "chat",
                Workload.MIX.yaml("chat", 1, "  cookie: {secretRef: {name: %s, key: cookie}}\n".formatted(name)));

        // Then
        beam.eventually(TOLD, status -> status.condition("Stalled").isTrue().mentions("spec.cookie", name));

        // When
        var _ = namespace
                .kubectl()
                .apply(secret(name, "stringData: {cookie: good-cookie}"))
                .orFail();

        // Then
        beam.becomesWhole(1);
    }

    private static String secret(String name, String data) {
        return "apiVersion: v1\nkind: Secret\nmetadata: {name: %s}\n%s\n".formatted(name, data);
    }

    private static long ready(Beam beam) {
        return beam.pods().stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .filter(container -> container.getReady())
                .count();
    }

    /** The same with a field of the spec added, or put in its line's place. */
    private static String changed(String yaml, String change) {
        var field = change.substring(0, change.indexOf(':') + 1);
        var rest = yaml.lines().filter(line -> !line.startsWith(field)).toList();
        return String.join("\n", rest) + "\n" + change;
    }
}

package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Start scripts of public images, in own words. The first try fails; who then does what the message says has a mesh, with the
 * image unchanged.
 */
@EndToEnd
class StartScriptRemediesE2E {

    private static final Duration REPORTED = Duration.ofSeconds(60);

    /** Mounts a start script in place of the image's own. */
    private static final String MOUNT = """
              template:
                spec:
                  volumes: [{name: script, configMap: {name: script}}]
                  containers:
                  - name: beam
                    volumeMounts: [{name: script, mountPath: /app/releases/1.4.0/env.sh, subPath: env.sh}]
            """;

    static Stream<Arguments> scripts() {
        return Stream.of(
                argumentSet(
                        "the pod's full name and another name",
                        "export RELEASE_DISTRIBUTION=name RELEASE_NODE=web@$(hostname -f)",
                        "",
                        "create a new BeamCluster with spec.node.name: web and spec.distribution.clusterDomain: cluster.local",
                        "  node: {name: web}\n  distribution: {clusterDomain: cluster.local}\n"),
                argumentSet(
                        "the pod's address",
                        "export RELEASE_DISTRIBUTION=name RELEASE_NODE=chat@$(hostname -i)",
                        "",
                        "create a new BeamCluster with spec.node.address: PodIP",
                        "  node: {address: PodIP}\n"),
                argumentSet(
                        "the A record of the pod",
                        "export RELEASE_DISTRIBUTION=name"
                                + " RELEASE_NODE=chat@$(hostname -i | tr . -).$(hostname -f | cut -d. -f3).pod.cluster.local",
                        "",
                        "create a new BeamCluster with spec.node.address: PodDNS and spec.distribution.clusterDomain:"
                                + " cluster.local",
                        "  node: {address: PodDNS}\n  distribution: {clusterDomain: cluster.local}\n"),
                argumentSet(
                        "the pod's name in the Service, though the spec has a domain",
                        "export RELEASE_DISTRIBUTION=name RELEASE_NODE=chat@$(hostname -f | sed s/.cluster.local//)",
                        "  distribution: {clusterDomain: cluster.local}\n",
                        "create a new BeamCluster with no spec.distribution.clusterDomain",
                        ""),
                argumentSet(
                        "a host in a variable",
                        "export RELEASE_DISTRIBUTION=name RELEASE_NODE=chat@${MY_HOST:-127.0.0.1}",
                        "",
                        "set the variable from which the image takes its host name to $(BEAM_HOST)",
                        "  env: [{name: MY_HOST, value: $(BEAM_HOST)}]\n"));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void aNameOfItsOwnIsReportedWithTheFieldThatLeadsToIt(
            String script, String spec, String remedy, String fields, TestNamespace namespace) {
        // Given
        mount(namespace, script);
        var first = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 1, spec + MOUNT));
        first.eventually(
                REPORTED,
                status -> status.condition("Meshed")
                        .isFalse()
                        .hasReason("NameMismatch")
                        .mentions(remedy));

        // When
        var _ = namespace.kubectl().run("delete", "beam", "chat").orFail();
        var second = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2, fields + MOUNT));

        // Then
        second.becomesWhole(2);
    }

    @Test
    void aCookieOfTheImageIsNamedInTheSpec(TestNamespace namespace) {
        // Given
        mount(namespace, "export RELEASE_COOKIE=baked-in");
        var first = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 1, MOUNT));
        first.eventually(
                REPORTED,
                status -> status.condition("Meshed")
                        .isFalse()
                        .hasReason("CookieMismatch")
                        .mentions("create a new BeamCluster that names the Secret with it in spec.cookie.secretRef"));

        // When
        var _ = namespace.kubectl().run("delete", "beam", "chat").orFail();
        var _ = namespace.kubectl().apply("""
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: baked}
                        stringData: {cookie: baked-in}
                        """).orFail();
        var second = namespace.apply(
                "chat",
                SampleRelease.MIX.yaml("chat", 2, "  cookie: {secretRef: {name: baked, key: cookie}}\n" + MOUNT));

        // Then
        second.becomesWhole(2);
    }

    @Test
    void aReadyPodWhoseVmIsNotDistributedIsToldFromOneThatStarts(TestNamespace namespace) {
        // Given
        mount(namespace, "export RELEASE_DISTRIBUTION=name RELEASE_NODE=-@");
        var ready = "  ports: [{name: http, port: 8080}]\n";
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 1, ready + MOUNT));
        beam.eventually(
                REPORTED,
                status -> status.condition("Meshed")
                        .isFalse()
                        .mentions("chat-0 is ready, so the VM runs without distribution", "kubectl logs chat-0"));

        // When the script is fixed
        beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 1, ready));

        // Then
        beam.becomesWhole(1);
    }

    @Test
    void aVariableInVmArgsIsNoCookie(TestNamespace namespace) {
        // Given flags in which only a start script of Relx would replace the variable
        var mount = MOUNT.replace("env.sh", "vm.args");
        mount(namespace, "vm.args", "-name chat@127.0.0.1 -setcookie ${RELEASE_COOKIE}");
        var first = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 1, mount));
        first.eventually(
                REPORTED,
                status -> status.condition("Meshed")
                        .isFalse()
                        .hasReason("CookieMismatch")
                        .mentions("remove -setcookie"));

        // When
        var _ = namespace.kubectl().run("delete", "beam", "chat").orFail();
        mount(namespace, "vm.args", "-name chat@127.0.0.1");
        var second = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2, mount));

        // Then the name does no harm
        second.becomesWhole(2);
    }

    private static void mount(TestNamespace namespace, String script) {
        mount(namespace, "env.sh", script);
    }

    private static void mount(TestNamespace namespace, String file, String line) {
        var _ = namespace.kubectl().apply("""
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: script}
                        data:
                          %s: |
                            %s
                        """.formatted(file, line)).orFail();
        assertThat(namespace.kubectl().fields("configmap/script", "{.data}")).contains(file);
    }
}

package dev.beamcluster.e2e.tests.kubectl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.beamcluster.e2e.harness.CommandResult;
import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A mesh that nobody but the plugin knows: plain pods, which connect by themselves. */
@EndToEnd
class KubectlBeamVerifyE2E {

    private static final Duration STARTED = Duration.ofMinutes(1);
    private static final String COOKIE = "thought-up-by-hand";

    /** What a shell makes the flag of erl of: a tuple of the pod's address. */
    private static final String POD_ADDRESS_ONLY = "-kernel inet_dist_use_interface {$(echo $IP | tr . ,)}";

    private static final String WITHOUT_EPMD = "-start_epmd false -erl_epmd_port 9100";

    @Test
    void aMeshWithoutAnOperatorIsVerified(TestNamespace namespace, @TempDir Path folder) throws IOException {
        // Given
        startMesh(namespace, "");
        Path cookie = Files.writeString(folder.resolve("cookie"), COOKIE + "\n");

        // Then
        assertThat(verify(namespace, "--cookie-secret", "plain/erlang").orFail())
                .contains("2 of 2 directed links verified", "seen from here: whole")
                .doesNotContain("the operator says");
        assertThat(verify(namespace, "--cookie-file", cookie.toString(), "--node-name", "plain", "--host", "{ip}")
                        .orFail())
                .contains("2 of 2 directed links verified");
    }

    @Test
    void aMeshWithoutEpmdIsVerified(TestNamespace namespace) {
        // Given
        startMesh(namespace, WITHOUT_EPMD);

        // Then
        assertThat(verify(namespace, "--cookie-secret", "plain/erlang", "--node-name", "plain", "--port", "9100")
                        .orFail())
                .contains("2 of 2 directed links verified");
        CommandResult unnamed = verify(namespace, "--cookie-secret", "plain/erlang");
        assertThat(unnamed.exitCode()).isEqualTo(2);
        assertThat(unnamed.err()).contains("epmd does not answer", "--node-name and --port");
    }

    @Test
    void aLinkThatIsNotThereIsNamed(TestNamespace namespace) {
        // Given nodes that do not connect
        start(namespace, "plain-0", "", "");
        start(namespace, "plain-1", "", "");

        // When
        CommandResult result = verify(namespace, "--cookie-secret", "plain/erlang");

        // Then
        assertThat(result.exitCode()).as(result.out()).isEqualTo(1);
        assertThat(result.out()).contains("plain-0 <-> plain-1", "0 of 2 directed links verified");
    }

    @Test
    void aNodeThatListensAtTheAddressOfItsPodOnlyCannotBeSeen(TestNamespace namespace) {
        // Given
        startMesh(namespace, POD_ADDRESS_ONLY);

        // When
        CommandResult result = verify(namespace, "--cookie-secret", "plain/erlang");

        // Then
        assertThat(result.exitCode()).as(result.out()).isEqualTo(2);
        assertThat(result.out()).contains("at the pod's loopback address", "cannot be reached by port-forward");
    }

    private static CommandResult verify(TestNamespace namespace, String... options) {
        var plugin = KubectlBeam.of(namespace.cluster().kubeconfig(), namespace.name());
        var arguments = new ArrayList<>(List.of("verify", "--selector", "app=plain"));
        arguments.addAll(List.of(options));
        return plugin.run(arguments.toArray(String[]::new));
    }

    /** Starts two nodes, of which the second one connects to the first. */
    private static void startMesh(TestNamespace namespace, String flags) {
        Pod first = start(namespace, "plain-0", flags, "");
        String connect = "-eval \"true = net_kernel:connect_node('plain@%s').\""
                .formatted(first.getStatus().getPodIP());
        start(namespace, "plain-1", flags, connect);
    }

    /** Starts a node, and waits until the expressions on its command line are evaluated. */
    private static Pod start(TestNamespace namespace, String name, String flags, String connect) {
        var _ = namespace.kubectl().apply(pod(name, flags, connect)).orFail();
        var pods = namespace.cluster().client().pods().inNamespace(namespace.name());
        await().atMost(STARTED)
                .untilAsserted(() ->
                        assertThat(namespace.kubectl().run("logs", name).out()).contains("started"));
        return pods.withName(name).require();
    }

    private static String pod(String name, String flags, String connect) {
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: plain}
                stringData: {erlang: %s}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, labels: {app: plain}}
                spec:
                  terminationGracePeriodSeconds: 0
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: node
                      image: %s
                      imagePullPolicy: Never
                      env:
                        - {name: HOME, value: /tmp}
                        - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                      command: [sh, -c]
                      args:
                        - >-
                          exec erl -noinput -name plain@$IP -setcookie %s %s %s
                          -eval "io:format('started~n')."
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """.formatted(COOKIE, name, SampleRelease.ERL.image(), COOKIE, flags, connect);
    }
}

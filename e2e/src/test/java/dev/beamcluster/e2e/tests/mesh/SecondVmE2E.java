package dev.beamcluster.e2e.tests.mesh;

import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.TlsSecrets;
import dev.beamcluster.testkit.TestAuthority;

import static org.assertj.core.api.Assertions.assertThat;

/** Remote consoles, calls and probes: a second VM in the pod reaches the node, whatever its release and distribution. */
@EndToEnd
class SecondVmE2E {

    private final TlsSecrets secrets = new TlsSecrets(new TestAuthority("chat"));

    static Stream<Arguments> cells() {
        return Stream.of(SampleRelease.values())
                .flatMap(workload -> Stream.of(
                                "{}",
                                "{epmd: false}",
                                "{tls: {secretName: chat-tls}}",
                                "{epmd: false, tls: {secretName: chat-tls}}")
                        .map(way -> Arguments.argumentSet(workload + " " + way, workload, way)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyCommandReachesTheNode(SampleRelease workload, String distribution, TestNamespace namespace) {
        // Given a node that is ready only if the probe's command reaches it
        TlsSecrets.apply(namespace, secrets.ofNodes(namespace, "chat", 1));
        var commands = SecondVm.of(workload);
        var beam = namespace
                .apply(
                        "chat",
                        workload.yaml(
                                "chat",
                                1,
                                workload.withFlags() + "  distribution: " + distribution + "\n"
                                        + commands.readinessProbe()))
                .becomesWhole(1);
        var pod = beam.pod(0);
        var before = beam.incarnations();
        var node = beam.nodeOf(pod);

        // Then
        var _ = beam.exec(
                        pod,
                        "printf '#!/usr/bin/env escript\\nmain(_) -> io:put_chars(\"escript runs\").\\n' > /tmp/hello")
                .orFail();
        commands.calls()
                .forEach((command, answer) ->
                        assertThat(run(beam, pod, command)).as(command).contains(answer.replace("NODE", node)));
        assertThat(run(beam, pod, console(commands.console())))
                .as("prompt of the remote console")
                .contains("(" + node + ")1>");
        assertThat(beam.incarnations()).isEqualTo(before);
    }

    private static String run(Beam beam, Pod pod, String command) {
        return beam.exec(pod, "cd /app && " + command).orFail();
    }

    /**
     * A terminal without input that is closed when the prompt has come, after a minute at the latest, since the scripts of
     * some releases start several VMs: the end of input alone would stop the node under Elixir 1.18.
     */
    private static String console(String command) {
        return """
                export TERM=xterm; mkfifo /tmp/keys
                script --quiet --flush --command '%s' /tmp/screen <> /tmp/keys > /dev/null 2>&1 &
                for i in {1..300}; do grep --quiet ')1>' /tmp/screen && break; sleep 0.2; done
                kill -KILL $!; cat /tmp/screen
                """.formatted(command.replace("'", "'\\''"));
    }
}

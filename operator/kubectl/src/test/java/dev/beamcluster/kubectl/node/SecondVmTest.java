package dev.beamcluster.kubectl.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class SecondVmTest {

    private static final String HOSTILE = "x(\"$(touch owned)\", '`touch owned`')";

    @ParameterizedTest
    @EnumSource
    void everyCommandLineIsAShellScript(Release release) throws Exception {
        for (List<String> command : List.of(SecondVm.console(release), SecondVm.call(release, "node()"))) {
            var check = new ProcessBuilder("sh", "-n", "-c", command.get(2))
                    .redirectErrorStream(true)
                    .start();

            assertThat(new String(check.getInputStream().readAllBytes(), UTF_8)).isEmpty();
            assertThat(check.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(check.exitValue()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"Erl", "Custom"})
    void anExpressionReachesErlUnchanged(Release release, @TempDir Path folder) throws Exception {
        // Given an erl that prints the variable
        Path erl = folder.resolve("erl");
        Files.writeString(erl, "#!/bin/sh\nprintf %s \"$KUBECTL_BEAM_EXPRESSION\"\n");
        assertThat(erl.toFile().setExecutable(true)).isTrue();

        // Then
        assertThat(run(SecondVm.call(release, HOSTILE), folder)).isEqualTo(HOSTILE + ".");
        assertThat(folder.resolve("owned")).doesNotExist();
    }

    @Test
    void anErlangExpressionEndsWithAFullStop() {
        assertThat(SecondVm.call(Release.Relx, "node().").getLast()).isEqualTo("node().");
        assertThat(SecondVm.call(Release.Relx, "node()").getLast()).isEqualTo("node().");
        assertThat(SecondVm.call(Release.Mix, "node()").getLast()).isEqualTo("node()");
    }

    @Test
    void aContainerWithoutAVmIsSaid(@TempDir Path folder) throws Exception {
        // This machine may run a VM of its own, whose release is not there.
        assertThat(run(SecondVm.console(Release.Mix), folder)).containsAnyOf("no Erlang VM runs", "no release in");
    }

    @Test
    void aVmWithoutAReleaseIsSaid(@TempDir Path folder) throws Exception {
        // Given a process with the name of a VM, which waits for its input
        Path erl = folder.resolve("beam.smp");
        Files.writeString(erl, "#!/bin/sh\nread line\n");
        assertThat(erl.toFile().setExecutable(true)).isTrue();
        Process vm = new ProcessBuilder(erl.toString()).start();

        // Then
        try {
            assertThat(run(SecondVm.console(Release.Mix), folder)).startsWith("no release in");
        } finally {
            vm.destroy();
        }
    }

    private static String run(List<String> command, Path folder) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        builder.environment().put("BEAM_COOKIE_FILE", "/dev/null");
        builder.environment().put("BEAM_NODE", "chat@chat-0");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return out;
    }
}

package dev.beamcluster.operator.desired;

import java.util.Map;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.EnvVar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.beamcluster.operator.desired.SpecOnTrial.cluster;
import static org.assertj.core.api.Assertions.assertThat;

class CrashDumpTest {

    @ParameterizedTest
    @CsvSource({"Mix", "Relx", "Erl"})
    void goesToTheHomeDirectory(String release) {
        assertThat(variables("release: " + release))
                .containsOnly(
                        Map.entry("ERL_CRASH_DUMP", "/home/beam/erl_crash.dump"),
                        Map.entry("ERL_CRASH_DUMP_BYTES", "134217728"));
    }

    @Test
    void isUpToACustomImage() {
        assertThat(variables("release: Custom")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"100Mi, 52428800", "1Gi, 134217728", "'0', 0", "1, 0"})
    void leavesHalfOfTheDiskSpaceFree(String limit, String bytes) {
        assertThat(variables("resources: {limits: {ephemeral-storage: '" + limit + "'}}"))
                .containsEntry("ERL_CRASH_DUMP_BYTES", bytes);
    }

    private static Map<String, String> variables(String spec) {
        return CrashDump.of(cluster(spec)).stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }
}

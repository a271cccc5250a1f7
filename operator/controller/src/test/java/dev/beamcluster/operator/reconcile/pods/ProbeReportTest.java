package dev.beamcluster.operator.reconcile.pods;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.operator.observed.FailedProbe;
import dev.beamcluster.operator.observed.FailedProbe.Check;
import dev.beamcluster.operator.observed.FailedProbe.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class ProbeReportTest {

    private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Container BEAM = new ContainerBuilder()
            .withName("beam")
            .withNewReadinessProbe()
            .withNewTcpSocket()
            .withNewPort(4000)
            .endTcpSocket()
            .endReadinessProbe()
            .build();

    /** Texts of {@code pkg/kubelet/prober} and of Go's network package. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dial tcp 10.42.0.67:4000: connect: connection refused | connection refused",
                "dial tcp [fd00::7]:4000: i/o timeout | i/o timeout",
                "Get \"http://10.42.0.67:4000/\": dial tcp 10.42.0.67:4000: connect: no route to host | no route to host",
                "Get \"http://10.42.0.67:4000/\": EOF | EOF",
                "Get \"http://10.42.0.67:4000/\": read tcp 10.42.0.1:5->10.42.0.67:4000: read: connection reset by peer"
                        + " | read: connection reset by peer",
                "HTTP probe failed with statuscode: 503 | HTTP probe failed with statuscode: 503"
            })
    void whatAProbeSawDoesNotHaveTheAddressOfThePod(String note, String saw) {
        assertThat(unready("Readiness probe failed: " + note, 1)).isEqualTo(Optional.of(saw));
    }

    @Test
    void onlyTheFirstLineOfAnOutputIsReportedAndNotAllOfIt() {
        assertThat(unready("Readiness probe failed: one\ntwo", 1)).hasValue("one");
        assertThat(unready("Readiness probe failed: ", 1)).hasValue("no output");
        assertThat(unready("Readiness probe failed: " + "x".repeat(1000), 1))
                .hasValueSatisfying(saw -> assertThat(saw).hasSize(200));
    }

    @Test
    void anEventOfAnotherProbeOrOfAnEarlierContainerIsNoObservation() {
        assertThat(unready("Liveness probe failed: refused", 1)).isEmpty();
        assertThat(unready("Readiness probe failed: refused", -1)).isEmpty();
    }

    private static Optional<String> unready(String note, long second) {
        var warning = new PodWarning("Unhealthy", note, Optional.of("beam"), STARTED.plusSeconds(second));
        FailedProbe probe = new ProbeReport(BEAM, List.of(warning))
                .unready(new ContainerStatusBuilder()
                        .withNewState()
                        .withNewRunning()
                        .withStartedAt(STARTED.toString())
                        .endRunning()
                        .endState()
                        .build())
                .orElseThrow();
        assertThat(probe).returns(Kind.READINESS, FailedProbe::kind).returns(new Check.Tcp("4000"), FailedProbe::check);
        return probe.saw();
    }
}

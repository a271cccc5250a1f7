package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.Network;

import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.mesh.VmFigures;
import dev.beamcluster.testkit.LabNode;
import dev.beamcluster.testkit.MonitoredMesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What real nodes of each supported OTP release report about their VMs. */
class VmFiguresIT {

    private static final Duration SEEN = Duration.ofMinutes(1);

    private static Network network;

    @BeforeAll
    static void createNetwork() {
        network = Network.newNetwork();
    }

    @AfterAll
    static void removeNetwork() {
        network.close();
    }

    @ParameterizedTest(name = "OTP {0}")
    @ValueSource(strings = {"25", "27", "29"})
    void aNodeReportsPlausibleFiguresThatGrow(String release) {
        try (var node = LabNode.on(network, 0, release)) {
            node.start();
            try (var monitored = new MonitoredMesh(target(node))) {
                // When
                monitored.sampleVms(Duration.ofSeconds(1));

                // Then
                VmFigures first = figures(monitored);
                assertThat(first.memory().processes()).isBetween(1_000_000L, 1_000_000_000L);
                assertThat(first.memory().system()).isGreaterThan(first.memory().code());
                assertThat(first.memory().atomUsed())
                        .isBetween(1L, first.memory().atom());
                assertThat(List.of(
                                first.use().processes(),
                                first.use().ports(),
                                first.use().atoms(),
                                first.use().etsTables()))
                        .allSatisfy(amount -> assertThat(amount.count()).isBetween(1L, amount.limit()));
                assertThat(first.work().wordSize()).isEqualTo(8);
                assertThat(first.work().schedulersOnline()).isPositive();

                await().atMost(SEEN).untilAsserted(() -> {
                    VmFigures later = figures(monitored);
                    assertThat(later.work().reductions())
                            .isGreaterThan(first.work().reductions());
                    assertThat(later.work().uptimeMillis())
                            .isGreaterThan(first.work().uptimeMillis());
                    assertThat(later.traffic().in())
                            .isGreaterThan(first.traffic().in());
                });
            }
        }
    }

    private static VmFigures figures(MonitoredMesh monitored) {
        return await().atMost(SEEN)
                .until(() -> monitored.vms().values().stream().findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    private static MeshTarget target(LabNode node) {
        return new MeshTarget(
                LabNode.COOKIE,
                Protocol.standard(),
                List.of(node.member()),
                List.of(),
                MeshTarget.Formation.APPLICATION,
                MeshTarget.Healing.NONE,
                Duration.ofMillis(500),
                Duration.ofSeconds(5));
    }
}

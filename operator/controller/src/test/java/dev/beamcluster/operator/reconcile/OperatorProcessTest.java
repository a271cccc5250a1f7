package dev.beamcluster.operator.reconcile;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.operator.audit.AuditTrail;
import dev.beamcluster.operator.desired.OperatorPods;
import dev.beamcluster.operator.metrics.OperatorMetrics;
import dev.beamcluster.operator.reconcile.client.ApiClients;

import static org.assertj.core.api.Assertions.assertThat;

class OperatorProcessTest {

    private static final OperatorIdentity SELF = new OperatorIdentity(
            "beamcluster-system", "operator-0", OperatorPods.of("beamcluster-system", Map.of("app", "operator")));

    private final ApiStandIn api = new ApiStandIn();
    private final List<String> steps = new CopyOnWriteArrayList<>();

    @Test
    void theNodesAreLeftBeforeTheLeaseIsReleased() {
        // Given
        api.hold(leaseOf(SELF.podName()));

        // When
        process().close();

        // Then
        assertThat(steps).containsExactly("disconnected, 0 writes so far");
        assertThat(api.writes())
                .singleElement()
                .satisfies(write -> assertThat(write.path()).endsWith("/leases/beamcluster-operator"))
                .satisfies(write -> assertThat(write.body()).contains("\"holderIdentity\":\"\""));
    }

    @Test
    void theLeaseOfAnotherProcessIsLeftAlone() {
        // Given
        api.hold(leaseOf("operator-1"));

        // When
        process().close();

        // Then
        assertThat(steps).hasSize(1);
        assertThat(api.writes()).isEmpty();
    }

    private OperatorProcess process() {
        var monitor = new RecordingMonitor() {
            @Override
            public void close() {
                steps.add(
                        "disconnected, %d writes so far".formatted(api.writes().size()));
            }
        };
        var components = new Components(
                api.client(),
                InstantSource.system(),
                () -> new Cookie("secret"),
                SELF,
                new OperatorMetrics(),
                new AuditTrail(SELF.podName(), InstantSource.system(), _ -> {}),
                _ -> monitor);
        return new OperatorProcess(
                new ApiClients(api.client(), api.client()), components, Set.of(), true, SELF, () -> {});
    }

    private static Lease leaseOf(String holder) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(SELF.namespace())
                .withName("beamcluster-operator")
                .withResourceVersion("1")
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(holder)
                .endSpec()
                .build();
    }
}

package dev.beamcluster.operator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.micrometer.core.instrument.Counter;
import org.junit.jupiter.api.Test;

import dev.beamcluster.audit.AuditEntry;
import dev.beamcluster.audit.AuditReader;
import dev.beamcluster.audit.Verification;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.monitor.HiddenNodeMonitor;
import dev.beamcluster.operator.audit.ApiAudit;
import dev.beamcluster.operator.audit.AuditTrail;
import dev.beamcluster.operator.audit.NodeJournal;
import dev.beamcluster.operator.desired.OperatorPods;
import dev.beamcluster.operator.metrics.ApiRequests;
import dev.beamcluster.operator.metrics.OperatorMetrics;
import dev.beamcluster.operator.reconcile.Components;
import dev.beamcluster.operator.reconcile.OperatorIdentity;
import dev.beamcluster.operator.reconcile.OperatorProcess;
import dev.beamcluster.operator.reconcile.client.ApiClients;
import dev.beamcluster.operator.reconcile.server.InMemoryApiServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole operator, without nodes, when many BeamClusters come at once. */
class BurstTest {

    private static final String CLUSTERS = "/apis/beamcluster.dev/v1alpha1/beamclusters";

    /** Those of each: a Secret, two Services, a NetworkPolicy, a StatefulSet and a status. */
    private static final int REQUESTS_FOR_EACH = 6;

    /** 16 reconciles, and 16 requests side by side. */
    private static final int MOST_IN_FLIGHT = 32;

    private final OperatorMetrics metrics = new OperatorMetrics();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AuditTrail audit = new AuditTrail("operator", InstantSource.system(), lines::add);

    @Test
    void manyAtOnceAreReconciledAFewAtATime() {
        try (var server = new InMemoryApiServer(MOST_IN_FLIGHT);
                var clients = ApiClients.of(server.config(), new ApiRequests(metrics.registry()), new ApiAudit(audit));
                var operator = operator(clients);
                var health = new HealthServer(0, operator::isHealthy, operator::isReady);
                var beside = new LeaseAndProbes()) {
            operator.start();
            beside.start(clients, health);

            // When
            long start = System.nanoTime();
            create(server, 300);

            // Then
            awaitSettled(server, 300);
            var burst = Duration.ofNanos(System.nanoTime() - start);
            assertThat(server.refused()).isZero();
            assertThat(server.mostInFlight()).isBetween(2, MOST_IN_FLIGHT);
            assertThat(List.of(counted("watch", "beamclusters"), counted("patch", "beamclusters/status")))
                    .as("requests of both connections")
                    .allMatch(count -> count > 0);
            assertThat(beside.failures()).isEmpty();
            assertThat(beside.slowest())
                    .as("Lease and probes, which do not wait until the burst is over")
                    .isPositive()
                    .isLessThan(burst.dividedBy(2));

            // Then nothing is asked any more
            var before = new AtomicInteger();
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofSeconds(3))
                    .until(() -> {
                        int now = server.requests("");
                        return now == before.getAndSet(now);
                    });
            // A watch may be faster than the answer, and its event then triggers one more reconcile.
            assertThat(server.requests("")).isBetween(300 * REQUESTS_FOR_EACH, 330 * REQUESTS_FOR_EACH);
            assertThat(server.requests("events")).isZero();
        }
    }

    @Test
    void refusedRequestsAreRetriedAndInTheAuditTrail() {
        var server = new InMemoryApiServer(4);
        try (server;
                var clients = ApiClients.of(server.config(), new ApiRequests(metrics.registry()), new ApiAudit(audit));
                var operator = operator(clients)) {
            operator.start();

            // When
            create(server, 40);

            // Then
            awaitSettled(server, 40);
            assertThat(server.refused()).isPositive();
        }

        // Then the audit trail has each write once, with its code, its BeamCluster and its step, and nothing else
        List<AuditEntry> writes = lines.stream()
                .map(line -> AuditReader.read(line).orElseThrow().entry())
                .filter(entry -> entry.kind() == AuditEntry.Kind.WRITE)
                .toList();
        assertThat(writes)
                .extracting(entry -> entry.outcome().code() + " " + entry.requestId())
                .containsExactlyInAnyOrderElementsOf(server.writes());
        assertThat(writes)
                .allMatch(entry -> !entry.cause().step().isEmpty()
                        && entry.cause().namespace().equals("many"));
        assertThat(Verification.of(List.copyOf(lines)).findings()).isEmpty();
    }

    @Test
    void aNamespaceInWhichNothingAnswersDelaysNoOther() {
        // Given so many that the last one is reconciled for the first time after most of a minute
        try (var server = new InMemoryApiServer(200);
                var patient = ApiClients.of(server.config(), new ApiRequests(metrics.registry()), new ApiAudit(audit));
                var impatient = ApiClients.of(
                        new ConfigBuilder(server.config())
                                .withRequestTimeout(3000)
                                .build(),
                        new ApiRequests(metrics.registry()),
                        new ApiAudit(audit));
                var operator = operator(new ApiClients(patient.watching(), impatient.requests()))) {
            server.silence("stuck", "statefulsets");
            operator.start();
            create(server, "stuck", 100);
            await().atMost(Duration.ofMinutes(2)).until(() -> server.unanswered() > 16 * 3);

            // When
            create(server, "many", 1);

            // Then
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> server.list(CLUSTERS).stream().anyMatch(BurstTest::isSettled));
        }
    }

    private OperatorProcess operator(ApiClients clients) {
        var self = new OperatorIdentity("system", "operator", OperatorPods.of("system", Map.of("app", "operator")));
        var components = new Components(
                clients.requests(),
                InstantSource.system(),
                () -> new Cookie("cookie"),
                self,
                metrics,
                audit,
                listener -> new HiddenNodeMonitor(
                        NodeName.parse("beamcluster@operator.system.svc").orElseThrow(),
                        1,
                        InstantSource.system(),
                        listener,
                        metrics,
                        new NodeJournal(audit)));
        return new OperatorProcess(clients, components, Set.of(), false, self, audit::end);
    }

    private double counted(String verb, String resource) {
        return metrics
                .registry()
                .find("beamcluster.api.requests")
                .tags("verb", verb, "resource", resource)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static void create(InMemoryApiServer server, int count) {
        create(server, "many", count);
    }

    private static void create(InMemoryApiServer server, String namespace, int count) {
        for (int number = 0; number < count; number++) {
            server.create(
                    "/apis/beamcluster.dev/v1alpha1/namespaces/" + namespace + "/beamclusters", """
                    {"apiVersion": "beamcluster.dev/v1alpha1", "kind": "BeamCluster",
                     "metadata": {"name": "chat%d"},
                     "spec": {"replicas": 0, "image": "chat", "ports": [{"name": "http", "port": 80}]}}""".formatted(number));
        }
    }

    private static void awaitSettled(InMemoryApiServer server, int count) {
        await().atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> server.list(CLUSTERS).stream()
                                .filter(BurstTest::isSettled)
                                .count()
                        == count);
    }

    private static boolean isSettled(JsonNode cluster) {
        return cluster.at("/status/conditions")
                .valueStream()
                .anyMatch(condition -> condition.path("type").asText().equals("Reconciling")
                        && condition.path("status").asText().equals("False"));
    }
}

package dev.beamcluster.operator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;

import dev.beamcluster.operator.reconcile.client.ApiClients;

import static org.assertj.core.api.Assertions.assertThat;

/** Does from time to time what the SDK and the kubelet do, and notes how long it takes. */
final class LeaseAndProbes implements AutoCloseable {

    private final ScheduledExecutorService beside = Executors.newScheduledThreadPool(3);
    private final AtomicLong slowestMillis = new AtomicLong();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /** Returns how long the slowest of all calls took. */
    Duration slowest() {
        return Duration.ofMillis(slowestMillis.get());
    }

    @Override
    public void close() {
        beside.shutdownNow();
    }

    /** Begins; ends with {@link #close}. */
    void start(ApiClients clients, HealthServer health) {
        var lease = new LeaseBuilder()
                .withNewMetadata()
                .withName("beside")
                .withNamespace("system")
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity("operator")
                .endSpec()
                .build();
        var _ = beside.scheduleWithFixedDelay(
                timed(() -> clients.watching().resource(lease).serverSideApply()), 0, 100, TimeUnit.MILLISECONDS);
        probe(health, "/readyz", Set.of(200));
        // Without WebSocket, a watch counts as established when its first event has come (fabric8 7.9). The time is
        // what matters.
        probe(health, "/healthz", Set.of(200, 503));
    }

    private void probe(HealthServer health, String path, Set<Integer> codes) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health.port() + path))
                .build();
        var http = HttpClient.newHttpClient();
        var _ = beside.scheduleWithFixedDelay(
                timed(() -> assertThat(
                                http.send(request, BodyHandlers.ofString()).statusCode())
                        .as(path)
                        .isIn(codes)),
                0,
                100,
                TimeUnit.MILLISECONDS);
    }

    /** A call that may fail. */
    private interface Call {
        void run() throws Exception;
    }

    private Runnable timed(Call call) {
        return () -> {
            long start = System.nanoTime();
            try {
                call.run();
            } catch (Exception | AssertionError e) {
                failures.add(e);
                throw new IllegalStateException(e);
            }
            slowestMillis.accumulateAndGet((System.nanoTime() - start) / 1_000_000, Math::max);
        };
    }
}

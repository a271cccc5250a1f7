package dev.beamcluster.e2e.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;

import dev.beamcluster.e2e.harness.TestNamespace;

/**
 * What an edit takes without an operator: one write, a watch that sees it and makes the second write, and another watch that sees
 * that one. Nothing is decided in between, so this is the least that the API server and the machine allow.
 *
 * @param namespace in which two StatefulSets of no nodes are made
 */
record PlainEdits(TestNamespace namespace) {

    private static final String SOURCE = "plain-source";
    private static final String COPY = "plain-copy";

    /** Edits that many times, one after another. */
    List<Duration> measure(int count) throws Exception {
        var seen = new ConcurrentHashMap<String, CompletableFuture<Long>>();
        var durations = new ArrayList<Duration>();
        apply(SOURCE, "none");
        apply(COPY, "none");
        try (var _ = watch(SOURCE, value -> apply(COPY, value));
                var _ = watch(COPY, value -> complete(seen, value))) {
            for (int number = 0; number < count; number++) {
                String value = "edit-" + number;
                var written = new CompletableFuture<Long>();
                seen.put(value, written);
                long start = System.nanoTime();
                apply(SOURCE, value);
                durations.add(Duration.ofNanos(written.get(1, TimeUnit.MINUTES) - start));
            }
        }
        return durations;
    }

    private static void complete(Map<String, CompletableFuture<Long>> seen, String value) {
        var waiting = seen.get(value);
        if (waiting != null) {
            waiting.complete(System.nanoTime());
        }
    }

    private AutoCloseable watch(String name, Consumer<String> change) {
        return client().apps()
                .statefulSets()
                .inNamespace(namespace.name())
                .withName(name)
                .watch(new Changes(change));
    }

    private void apply(String name, String value) {
        var _ = client().resource(nodes(name, value))
                .inNamespace(namespace.name())
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager("plain")
                        .withForce(true)
                        .build());
    }

    private static StatefulSet nodes(String name, String value) {
        return Objects.requireNonNull(Serialization.unmarshal("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: %1$s}
                spec:
                  replicas: 0
                  serviceName: %1$s
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      containers:
                      - name: beam
                        image: example/chat
                        env: [{name: EDITED, value: %2$s}]
                """.formatted(name, value), StatefulSet.class));
    }

    private KubernetesClient client() {
        return namespace.cluster().client();
    }

    private record Changes(Consumer<String> change) implements Watcher<StatefulSet> {

        @Override
        public void eventReceived(Action action, StatefulSet nodes) {
            // The status of the StatefulSet changes as well, after the controller has seen the edit.
            if (!Objects.equals(
                    nodes.getMetadata().getGeneration(), nodes.getStatus().getObservedGeneration())) {
                change.accept(nodes.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getEnv()
                        .getFirst()
                        .getValue());
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            // An edit that is not seen ends in a timeout.
        }
    }
}

package dev.beamcluster.e2e.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.e2e.harness.ManyClusters;
import dev.beamcluster.e2e.harness.TestNamespace;

/**
 * How long it takes from the edit of a spec to the write of its StatefulSet, as a watch sees it.
 *
 * @param namespace of the BeamClusters
 */
record SpecEdits(TestNamespace namespace) {

    /** Edits that many BeamClusters, one after another. */
    List<Duration> measure(int count) throws Exception {
        var seen = new ConcurrentHashMap<String, CompletableFuture<Long>>();
        var durations = new ArrayList<Duration>();
        try (var _ = namespace
                .cluster()
                .client()
                .apps()
                .statefulSets()
                .inNamespace(namespace.name())
                .watch(new Changes(seen))) {
            for (int number = 0; number < count; number++) {
                String name = ManyClusters.name(number);
                var written = new CompletableFuture<Long>();
                seen.put(name, written);
                long start = System.nanoTime();
                edit(name);
                durations.add(Duration.ofNanos(written.get(1, TimeUnit.MINUTES) - start));
            }
        }
        return durations;
    }

    private void edit(String name) {
        var _ = namespace
                .cluster()
                .client()
                .resources(BeamCluster.class)
                .inNamespace(namespace.name())
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\": {\"env\": [{\"name\": \"EDITED\", \"value\": \"true\"}]}}");
    }

    private record Changes(Map<String, CompletableFuture<Long>> seen) implements Watcher<StatefulSet> {

        @Override
        public void eventReceived(Action action, StatefulSet nodes) {
            boolean isEdited = nodes.getSpec().getTemplate().getSpec().getContainers().stream()
                    .flatMap(container -> container.getEnv().stream())
                    .anyMatch(variable -> variable.getName().equals("EDITED"));
            CompletableFuture<Long> waiting = seen.get(nodes.getMetadata().getName());
            if (isEdited && waiting != null) {
                waiting.complete(System.nanoTime());
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            seen.values().forEach(waiting -> waiting.completeExceptionally(cause));
        }
    }
}

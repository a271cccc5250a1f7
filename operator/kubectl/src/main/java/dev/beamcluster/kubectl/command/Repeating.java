package dev.beamcluster.kubectl.command;

import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** Prints a text whenever it has changed, until the process is interrupted. */
final class Repeating {

    /** Ages in the text grow, and pods change without their BeamCluster. */
    private static final long SECONDS = 5;

    private static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J";

    private final Surroundings surroundings;
    private final Session session;
    private final Semaphore changed = new Semaphore(0);

    Repeating(Surroundings surroundings, Session session) {
        this.surroundings = surroundings;
        this.session = session;
    }

    /**
     * Prints the text now, at each change of the BeamCluster, and every few seconds; each time only if it differs.
     *
     * @param name of the BeamCluster; null for all of the namespace
     */
    void print(@Nullable String name, Supplier<String> text) throws InterruptedException {
        String last = text.get();
        show(last);
        try (Watch _ = watch(name)) {
            while (!Thread.currentThread().isInterrupted()) {
                var _ = changed.tryAcquire(SECONDS, TimeUnit.SECONDS);
                changed.drainPermits();
                String next = text.get();
                if (!Objects.equals(next, last)) {
                    show(next);
                    last = next;
                }
            }
        }
    }

    private void show(String text) {
        surroundings.out().print(surroundings.isTerminal() ? CLEAR + text : text + "\n");
        surroundings.out().flush();
    }

    private Watch watch(@Nullable String name) {
        var all = session.client().resources(BeamCluster.class).inNamespace(session.namespace());
        var watcher = new Watcher<BeamCluster>() {
            @Override
            public void eventReceived(Action action, BeamCluster resource) {
                changed.release();
            }

            @Override
            public void onClose(WatcherException cause) {
                // The text is read every few seconds anyway.
                changed.release();
            }
        };
        try {
            return name == null ? all.watch(watcher) : all.withName(name).watch(watcher);
        } catch (KubernetesClientException e) {
            // A reader may lack the right to watch: the text is read every few seconds anyway.
            return () -> {};
        }
    }
}

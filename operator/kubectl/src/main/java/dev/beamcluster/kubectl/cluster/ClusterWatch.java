package dev.beamcluster.kubectl.cluster;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** Watches BeamClusters until it is closed, and starts over when a watch ends. */
public final class ClusterWatch implements AutoCloseable {

    private static final long LOOK_MILLIS = 500;

    /** How often in succession no watch is seen before that is reported: a new one takes about a second. */
    private static final int PATIENCE = 10;

    private final SharedIndexInformer<BeamCluster> informer;
    private final Listener listener;
    private final ScheduledExecutorService looking;
    private volatile @Nullable String failure;

    /** Looks in succession without a watch; used by one thread. */
    private int unwatched;

    /** What a watch tells, on threads of its own. */
    public interface Listener {
        /** A BeamCluster is new, or has changed. */
        void changed(BeamCluster cluster);

        /** A BeamCluster is gone. */
        void gone(BeamCluster cluster);

        /** Says why changes do not arrive now, in one line; null if they do. Called repeatedly. */
        void state(@Nullable String whyNot);
    }

    private ClusterWatch(SharedIndexInformer<BeamCluster> informer, Listener listener) {
        this.informer = informer;
        this.listener = listener;
        this.looking = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("watch-state").factory());
    }

    /**
     * Starts to watch. It does not fail: the listener gets the reason.
     *
     * @param namespace all of them, if empty
     */
    public static ClusterWatch start(KubernetesClient client, Optional<String> namespace, Listener listener) {
        var all = client.resources(BeamCluster.class);
        SharedIndexInformer<BeamCluster> informer = namespace.isPresent()
                ? all.inNamespace(namespace.get()).runnableInformer(0)
                : all.inAnyNamespace().runnableInformer(0);
        var watch = new ClusterWatch(informer, listener);
        watch.begin();
        return watch;
    }

    private void begin() {
        informer.addEventHandler(new Handler());
        informer.exceptionHandler((_, cause) -> {
            failure = Unreadable.sentence(refusal(cause));
            return true;
        });
        var _ = informer.start();
        var _ = looking.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The library wraps what went wrong, differently for lists and for watches. */
    private static KubernetesClientException refusal(Throwable cause) {
        for (Throwable e = cause; e != null; e = e.getCause()) {
            if (e instanceof KubernetesClientException refusal && refusal.getStatus() != null) {
                return refusal;
            }
        }
        return new KubernetesClientException("the watch ended", cause);
    }

    private void look() {
        unwatched = informer.isWatching() ? 0 : unwatched + 1;
        if (unwatched == 0) {
            failure = null;
        } else if (unwatched >= PATIENCE && failure == null) {
            failure = "the API server ended the watch, and a new one has not begun: changes arrive late";
        }
        listener.state(failure);
    }

    @Override
    public void close() {
        looking.shutdownNow();
        informer.stop();
    }

    private final class Handler implements ResourceEventHandler<BeamCluster> {
        @Override
        public void onAdd(BeamCluster cluster) {
            listener.changed(cluster);
        }

        @Override
        public void onUpdate(BeamCluster before, BeamCluster cluster) {
            listener.changed(cluster);
        }

        @Override
        public void onDelete(BeamCluster cluster, boolean isFinalStateUnknown) {
            listener.gone(cluster);
        }
    }
}

package dev.beamcluster.operator.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.controller.ControllerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.reconcile.apply.CachedObjects;

/** The caches: BeamClusters, and objects with the label of one. Without a selector, the whole cluster would be in memory. */
final class Informers implements ClusterSessions.Caches {

    /** How many objects a list returns at once: the page size of kubectl. */
    static final long PAGE = 500;

    private static final String BY_CLUSTER = "cluster";

    private final BiConsumer<Pod, Pod> onPodChange;
    private volatile @Nullable ControllerEventSource<BeamCluster> clusters;
    private volatile @Nullable IndexedResourceCache<Pod> pods;
    private final Map<Class<? extends HasMetadata>, InformerEventSource<? extends HasMetadata, BeamCluster>> children =
            new ConcurrentHashMap<>();

    /**
     * Creates the caches, which are empty until the SDK starts them.
     *
     * @param onPodChange receives each new version of a pod after the one before it, before the reconcile that it triggers
     */
    Informers(BiConsumer<Pod, Pod> onPodChange) {
        this.onPodChange = onPodChange;
    }

    /** Returns the event sources for the SDK. */
    List<EventSource<?, BeamCluster>> sources(EventSourceContext<BeamCluster> context) {
        clusters = (ControllerEventSource<BeamCluster>) context.getPrimaryCache();
        var sources = new ArrayList<EventSource<?, BeamCluster>>();
        for (Class<? extends HasMetadata> type : CachedObjects.TYPES) {
            InformerEventSource<? extends HasMetadata, BeamCluster> source =
                    type.equals(Pod.class) ? pods(context) : informer(type, context);
            children.put(type, source);
            sources.add(source);
        }
        return sources;
    }

    /** Puts the operator's own write into the cache before the watch delivers it. */
    void updated(BeamCluster before, BeamCluster after) {
        Objects.requireNonNull(clusters).handleRecentResourceUpdate(ResourceID.fromResource(after), after, before);
    }

    /** Does the same with an object of a BeamCluster. */
    void written(Optional<HasMetadata> before, HasMetadata after) {
        @SuppressWarnings("unchecked") // the cache of its class
        var cache =
                (InformerEventSource<HasMetadata, BeamCluster>) Objects.requireNonNull(children.get(after.getClass()));
        ResourceID id = ResourceID.fromResource(after);
        before.ifPresentOrElse(
                cached -> cache.handleRecentResourceUpdate(id, after, cached),
                () -> cache.handleRecentResourceCreate(id, after));
    }

    @Override
    public boolean exists(ClusterId id) {
        return Objects.requireNonNull(clusters)
                .get(new ResourceID(id.name(), id.namespace()))
                .filter(cluster -> Naming.id(cluster).equals(id))
                .isPresent();
    }

    @Override
    public List<Pod> pods(ClusterId id) {
        return Objects.requireNonNull(pods).byIndex(BY_CLUSTER, id.namespace() + "/" + id.name());
    }

    private InformerEventSource<Pod, BeamCluster> pods(EventSourceContext<BeamCluster> context) {
        var source = new InformerEventSource<Pod, BeamCluster>(configuration(Pod.class), context) {
            @Override
            public void onUpdate(Pod before, Pod after) {
                onPodChange.accept(before, after);
                super.onUpdate(before, after);
            }
        };
        source.addIndexers(Map.of(
                BY_CLUSTER,
                pod -> List.of(pod.getMetadata().getNamespace() + "/"
                        + pod.getMetadata().getLabels().get(Naming.CLUSTER_LABEL))));
        pods = source;
        return source;
    }

    private static <R extends HasMetadata> InformerEventSource<R, BeamCluster> informer(
            Class<R> type, EventSourceContext<BeamCluster> context) {
        return new InformerEventSource<>(configuration(type), context);
    }

    private static <R extends HasMetadata> InformerEventSourceConfiguration<R> configuration(Class<R> type) {
        return InformerEventSourceConfiguration.from(type, BeamCluster.class)
                .withLabelSelector(Naming.CLUSTER_LABEL)
                .withSecondaryToPrimaryMapper(Informers::cluster)
                .withNamespacesInheritedFromController()
                .withInformerListLimit(PAGE)
                .build();
    }

    /** Maps an object to its BeamCluster by label: a pod belongs to its StatefulSet, not to the BeamCluster. */
    private static Set<ResourceID> cluster(HasMetadata object) {
        String name = object.getMetadata().getLabels().get(Naming.CLUSTER_LABEL);
        return Set.of(new ResourceID(name, object.getMetadata().getNamespace()));
    }
}

package dev.beamcluster.operator.reconcile.apply;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/**
 * The cached objects of one BeamCluster, by its label. Each cache is read once, so that all code within a reconcile sees the same
 * objects.
 */
public final class CachedObjects {

    /** The watched types. */
    public static final List<Class<? extends HasMetadata>> TYPES = List.of(
            StatefulSet.class,
            Service.class,
            Secret.class,
            Pod.class,
            NetworkPolicy.class,
            PodDisruptionBudget.class,
            PersistentVolumeClaim.class,
            Job.class);

    private final Map<Class<? extends HasMetadata>, List<HasMetadata>> objects;

    private CachedObjects(Map<Class<? extends HasMetadata>, List<HasMetadata>> objects) {
        this.objects = objects;
    }

    public static CachedObjects read(Function<Class<? extends HasMetadata>, Collection<? extends HasMetadata>> caches) {
        return new CachedObjects(TYPES.stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), type -> List.copyOf(caches.apply(type)))));
    }

    public <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.getOrDefault(type, List.of()).stream().map(type::cast).toList();
    }

    public <T extends HasMetadata> Optional<T> named(Class<T> type, String name) {
        return all(type).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst();
    }

    /** Returns the StatefulSet that belongs to the BeamCluster. */
    public Optional<StatefulSet> statefulSet(BeamCluster cluster) {
        return all(StatefulSet.class).stream()
                .filter(statefulSet -> Ownership.isOf(statefulSet, cluster))
                .findFirst();
    }
}

package dev.beamcluster.operator.reconcile.apply;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * What was applied for one BeamCluster, and what the API server made of it. An object needs no write while the same is desired and
 * the cluster still holds what the API server answered.
 *
 * <p>Compared is with the answer, not with what was sent: the API server adds defaults and writes quantities its own way, and
 * a comparison that had to know how would one day be wrong and write on every reconcile.
 */
public final class AppliedObjects {

    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

    private record Key(String kind, String name) {

        static Key of(HasMetadata object) {
            return new Key(object.getKind(), object.getMetadata().getName());
        }
    }

    /**
     * One write.
     *
     * @param desired what was sent
     * @param before the resource version that the cache had then; a cache that still has it is stale
     * @param answer what came back
     */
    private record Entry(HasMetadata desired, Optional<String> before, HasMetadata answer) {}

    boolean isUpToDate(HasMetadata desired, HasMetadata cached) {
        Entry entry = entries.get(Key.of(desired));
        if (entry == null || !entry.desired().equals(desired)) {
            return false;
        }
        return isStale(entry, cached) || content(cached).equals(content(entry.answer()));
    }

    void remember(HasMetadata desired, Optional<HasMetadata> cached, HasMetadata answer) {
        Optional<String> before = cached.map(object -> object.getMetadata().getResourceVersion());
        entries.put(Key.of(desired), new Entry(desired, before, answer));
    }

    /** The answer to our last write of this object, where the cache does not have it yet. */
    public <T extends HasMetadata> Optional<T> newerThan(T cached, Class<T> type) {
        return entries.values().stream()
                .filter(entry -> cached.getMetadata()
                        .getUid()
                        .equals(entry.answer().getMetadata().getUid()))
                .filter(entry -> isStale(entry, cached))
                .map(Entry::answer)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static boolean isStale(Entry entry, HasMetadata cached) {
        String version = cached.getMetadata().getResourceVersion();
        return entry.before().filter(version::equals).isPresent()
                && !version.equals(entry.answer().getMetadata().getResourceVersion());
    }

    /** Without what others keep: the status, and the bookkeeping of the API server. */
    private static HasMetadata content(HasMetadata object) {
        HasMetadata copy = Serialization.clone(object);
        copy.getMetadata().setManagedFields(null);
        copy.getMetadata().setResourceVersion(null);
        copy.getMetadata().setGeneration(null);
        return WithoutStatus.of(copy);
    }
}

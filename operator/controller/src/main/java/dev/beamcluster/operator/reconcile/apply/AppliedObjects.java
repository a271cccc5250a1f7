package dev.beamcluster.operator.reconcile.apply;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * The objects that were applied for one BeamCluster, and the API server's answers. An object needs no write while the desired
 * object is the same and the cache still holds the answer.
 *
 * <p>The cached object is compared with the answer, not with the object that was sent. The API server adds defaults and
 * normalizes quantities. A comparison that had to know these rules would eventually be wrong and write on every reconcile.
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
     * @param desired the object that was sent
     * @param before the resource version in the cache at that time; a cache that still has it is stale
     * @param answer the object that the API server returned
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

    /** Returns the answer to the operator's last write of this object, if the cache does not have it yet. */
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

    /** Returns the object without the parts that others maintain: the status, and the metadata that the API server sets. */
    private static HasMetadata content(HasMetadata object) {
        HasMetadata copy = Serialization.clone(object);
        copy.getMetadata().setManagedFields(null);
        copy.getMetadata().setResourceVersion(null);
        copy.getMetadata().setGeneration(null);
        return WithoutStatus.of(copy);
    }
}

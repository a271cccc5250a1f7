package dev.beamcluster.operator.reconcile.apply;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * What was applied for one BeamCluster, and what the API server answered. An object needs no write while the desired object is the
 * same and the cache still holds the answer.
 *
 * <p>The cached object is compared with the answer, not with the object that was sent. The API server adds defaults and
 * normalizes quantities. A comparison that had to know these rules would eventually be wrong and write on every reconcile.
 */
public final class AppliedObjects {

    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    private final Set<Key> tried = ConcurrentHashMap.newKeySet();

    private record Key(String kind, String name) {

        static Key of(HasMetadata object) {
            return new Key(object.getKind(), object.getMetadata().getName());
        }
    }

    /**
     * One write.
     *
     * @param desired the digest of the object that was sent
     * @param before the resource version in the cache at that time; a cache that still has it is stale
     * @param content the digest of the answer
     * @param known the resource version that is known to have this content
     * @param answer the answer, until the cache has it
     */
    private record Entry(
            String desired, Optional<String> before, String content, String known, Optional<HasMetadata> answer) {

        Entry seenIn(String version) {
            return new Entry(desired, Optional.empty(), content, version, Optional.empty());
        }

        boolean isStale(String version) {
            return before.filter(version::equals).isPresent() && !version.equals(known);
        }
    }

    /** Whether this object has not been written before, and was not tried to be. */
    boolean isFirstTry(HasMetadata desired) {
        return tried.add(Key.of(desired));
    }

    boolean isUpToDate(HasMetadata desired, HasMetadata cached) {
        Key key = Key.of(desired);
        Entry entry = entries.get(key);
        if (entry == null || !entry.desired().equals(ObjectDigest.of(desired))) {
            return false;
        }
        String version = cached.getMetadata().getResourceVersion();
        if (entry.isStale(version)) {
            return true;
        }
        boolean isSame =
                version.equals(entry.known()) || ObjectDigest.of(cached).equals(entry.content());
        if (isSame) {
            entries.put(key, entry.seenIn(version));
        }
        return isSame;
    }

    void remember(HasMetadata desired, Optional<HasMetadata> cached, HasMetadata answer) {
        Optional<String> before = cached.map(object -> object.getMetadata().getResourceVersion());
        String version = answer.getMetadata().getResourceVersion();
        entries.put(
                Key.of(desired),
                new Entry(ObjectDigest.of(desired), before, ObjectDigest.of(answer), version, Optional.of(answer)));
    }

    /** Returns the answer to the operator's last write of this object, if the cache does not have it yet. */
    public <T extends HasMetadata> Optional<T> newerThan(T cached, Class<T> type) {
        String version = cached.getMetadata().getResourceVersion();
        return entries.values().stream()
                .filter(entry -> entry.isStale(version))
                .flatMap(entry -> entry.answer().stream())
                .filter(answer -> cached.getMetadata()
                        .getUid()
                        .equals(answer.getMetadata().getUid()))
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}

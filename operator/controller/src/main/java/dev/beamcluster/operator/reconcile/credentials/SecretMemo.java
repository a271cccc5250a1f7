package dev.beamcluster.operator.reconcile.credentials;

import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** What was made of one Secret that a spec names, for as long as that Secret stays the same. */
final class SecretMemo<T> {

    private volatile @Nullable Entry<T> entry;

    private record Entry<T>(String of, Credential<T> made) {}

    /**
     * What was made of it.
     *
     * @param version identifies the Secret, its version, and what was taken from it
     */
    Optional<Credential<T>> get(String version) {
        return Optional.ofNullable(entry)
                .filter(kept -> kept.of().equals(version))
                .map(Entry::made);
    }

    /** Keeps what is made of it now. */
    Credential<T> put(String version, Supplier<Credential<T>> make) {
        Credential<T> made = make.get();
        entry = new Entry<>(version, made);
        return made;
    }

    /** The spec names it no longer. */
    void drop() {
        entry = null;
    }
}

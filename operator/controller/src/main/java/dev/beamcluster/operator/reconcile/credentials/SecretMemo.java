package dev.beamcluster.operator.reconcile.credentials;

import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** The value that was parsed from one named Secret, valid while that Secret is unchanged. */
final class SecretMemo<T> {

    private volatile @Nullable Entry<T> entry;

    private record Entry<T>(String of, Credential<T> made) {}

    /**
     * Returns the value for this version.
     *
     * @param version identifies the Secret, its version, and the parsed part of it
     */
    Optional<Credential<T>> get(String version) {
        return Optional.ofNullable(entry)
                .filter(kept -> kept.of().equals(version))
                .map(Entry::made);
    }

    /** Parses and keeps the value for this version. */
    Credential<T> put(String version, Supplier<Credential<T>> make) {
        Credential<T> made = make.get();
        entry = new Entry<>(version, made);
        return made;
    }

    /** Returns the value that was parsed last, if it can be used. */
    Optional<T> last() {
        return Optional.ofNullable(entry)
                .map(Entry::made)
                .flatMap(made -> made instanceof Credential.Ready<T>(T value) ? Optional.of(value) : Optional.empty());
    }

    /** Drops the value: the spec no longer names the Secret. */
    void drop() {
        entry = null;
    }
}

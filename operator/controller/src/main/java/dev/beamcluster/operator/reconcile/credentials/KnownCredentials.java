package dev.beamcluster.operator.reconcile.credentials;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.mesh.Cookie;

/**
 * The credentials of one BeamCluster that are remembered while the operator runs. A user's credential is kept while the spec
 * names it.
 */
public final class KnownCredentials {

    /** A node refuses each in turn, so a few are enough. */
    private static final int MOST_COOKIES = 4;

    final SecretMemo<Cookie> usersCookie = new SecretMemo<>();
    final SecretMemo<TlsSockets> nodesTls = new SecretMemo<>();
    final SecretMemo<TlsSockets> operatorsTls = new SecretMemo<>();

    /** The generated cookie that the nodes use, to recreate a deleted Secret. */
    private volatile @Nullable Cookie generated;

    private final AtomicBoolean isSearched = new AtomicBoolean();

    /** The cookies that the user's Secret has had, the current one first. */
    private volatile List<Cookie> users = List.of();

    /** Remembers the cookie in the user's Secret. Nodes keep the one with which they started. */
    void users(Cookie current) {
        if (users.isEmpty() || !users.getFirst().equals(current)) {
            users = Stream.concat(Stream.of(current), users.stream().filter(former -> !former.equals(current)))
                    .limit(MOST_COOKIES)
                    .toList();
        }
    }

    /** Returns the cookies that the user's Secret had before, the latest first. */
    List<Cookie> formerCookies() {
        return users.isEmpty() ? List.of() : users.subList(1, users.size());
    }

    void noneOfUser() {
        usersCookie.drop();
        users = List.of();
    }

    /** Whether the Secret of the generated cookie has not been searched for before. */
    boolean isFirstSearch() {
        return !isSearched.getAndSet(true);
    }

    /** Returns when the certificates of the {@code nodes} and of the {@code operator} expire, by these words, if they use TLS. */
    public SortedMap<String, Instant> expirations() {
        var expirations = new TreeMap<String, Instant>();
        nodesTls.last().ifPresent(sockets -> expirations.put("nodes", sockets.expiration()));
        operatorsTls.last().ifPresent(sockets -> expirations.put("operator", sockets.expiration()));
        return expirations;
    }

    Optional<Cookie> generated() {
        return Optional.ofNullable(generated);
    }

    void generated(Cookie cookie) {
        generated = cookie;
    }

    void noneGenerated() {
        generated = null;
    }
}

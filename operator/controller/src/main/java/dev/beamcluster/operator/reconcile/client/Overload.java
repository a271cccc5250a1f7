package dev.beamcluster.operator.reconcile.client;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that the API server turned away because it has too much to do. They say nothing about a BeamCluster, and they come by the
 * hundred: a log line sums them up.
 */
public final class Overload {

    private static final Logger LOG = LoggerFactory.getLogger(Overload.class);

    private static final int TOO_MANY_REQUESTS = 429;

    /** What the HTTP client of the JDK says when all streams of its connection are in use (java.net.http). */
    private static final String NO_STREAM = "too many concurrent streams";

    /** How often it is logged at most. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private Instant logged = Instant.EPOCH;
    private int since;

    /** Whether the API server turned the request away without looking at it, after the retries of the client. */
    public static boolean isCauseOf(KubernetesClientException e) {
        return e.getCode() == TOO_MANY_REQUESTS
                || e.getCode() == HttpURLConnection.HTTP_UNAVAILABLE
                || causes(e)
                        .anyMatch(cause -> cause instanceof IOException
                                && Objects.requireNonNullElse(cause.getMessage(), "")
                                        .contains(NO_STREAM));
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause);
    }

    /** Logs that reconciles are put off, with their number since the last time. */
    public void note(KubernetesClientException e, Instant now) {
        counted(now)
                .ifPresent(reconciles -> LOG.warn(
                        "the API server is overloaded: put off {} reconciles; the last answer was: {}",
                        reconciles,
                        e.getMessage()));
    }

    /** Counts one. Returns the count if it is time to log it. */
    synchronized Optional<Integer> counted(Instant now) {
        since++;
        if (now.isBefore(logged.plus(PAUSE))) {
            return Optional.empty();
        }
        int count = since;
        since = 0;
        logged = now;
        return Optional.of(count);
    }
}

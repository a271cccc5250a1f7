package dev.beamcluster.mesh.formation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.beamcluster.mesh.LinkSocket;
import dev.beamcluster.mesh.TcpOptions;

/**
 * What is known about the socket of one end of a link, and what was done to it.
 *
 * @param socket empty if it is not known, or cannot be reached
 * @param readAgain when to ask again which socket the link uses: a new connection has a new one
 * @param step what was done to this socket
 * @param options its options when they were last read
 * @param isProbing whether the kernel of this end could not send, see {@link
 *     dev.beamcluster.mesh.LinkCounters#probes}
 * @param failures consecutive questions without an answer
 * @param next when the next question may be asked
 */
record LinkEnd(
        Optional<LinkSocket> socket,
        Instant readAgain,
        Step step,
        Optional<TcpOptions> options,
        boolean isProbing,
        int failures,
        Instant next) {

    static final LinkEnd NEW =
            new LinkEnd(Optional.empty(), Instant.MIN, Step.NEW, Optional.empty(), false, 0, Instant.MIN);

    /** The longest wait between two retransmissions of a link whose retransmission is capped. */
    static final Duration CAP = Duration.ofSeconds(1);

    /** A link that reconnects between two rounds is found after this long. */
    private static final Duration READ_AGAIN = Duration.ofMinutes(1);

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

    /** The order is the order of the steps. */
    enum Step {
        /** Nothing is known about the socket. */
        NEW,
        /** Its options are the kernel's defaults. */
        UNCHANGED,
        /**
         * Its user timeout was set before it was first read, by an earlier operator or by someone else. That may also
         * have set the cap, or may have been stopped before.
         */
        TIMEOUT_FOUND,
        /** Its user timeout is set. */
        TIMEOUT_SET,
        /** Its retransmission is capped. */
        CAPPED,
        /** It is left to TCP: its options are someone else's, could not be set, or have been reset. */
        LEFT_TO_TCP,
        /** The kernel cannot cap its retransmission. */
        UNSUPPORTED
    }

    boolean isDue(Instant now) {
        return !next.isAfter(now);
    }

    /** Whether to ask which socket the link uses. */
    boolean isStale(Instant now) {
        return !readAgain.isAfter(now);
    }

    boolean isCapped() {
        return step == Step.CAPPED;
    }

    /** Whether its retransmission was capped when its options were last read, by whomever. */
    boolean hasCap() {
        return options.filter(read -> read.longestWait().equals(CAP)).isPresent();
    }

    /**
     * A link that was not verified in a round may have closed: its socket is read before anything else happens. And it
     * may have to be left to TCP at once, however many questions were not answered before.
     */
    LinkEnd unverified() {
        return readAgain.equals(Instant.MIN) && failures == 0
                ? this
                : new LinkEnd(socket, Instant.MIN, step, options, isProbing, 0, Instant.MIN);
    }

    LinkEnd verified() {
        return isProbing ? new LinkEnd(socket, readAgain, step, options, false, failures, next) : this;
    }

    LinkEnd probing(boolean now) {
        return now == isProbing ? this : new LinkEnd(socket, readAgain, step, options, now, failures, next);
    }

    LinkEnd after(SocketResult result, Instant now) {
        return switch (result) {
            case SocketResult.SocketRead(var _, Optional<LinkSocket> read) -> {
                LinkEnd same = read.equals(socket) ? this : NEW;
                yield new LinkEnd(read, now.plus(READ_AGAIN), same.step, same.options, same.isProbing, 0, Instant.MIN);
            }
            case SocketResult.OptionsRead(var _, Optional<TcpOptions> read) ->
                new LinkEnd(socket, readAgain, stepAfter(read), read, isProbing, 0, Instant.MIN);
            case SocketResult.NoAnswer _ ->
                new LinkEnd(
                        socket,
                        readAgain,
                        step,
                        options,
                        isProbing,
                        failures + 1,
                        now.plus(Backoff.after(failures + 1, LONGEST_BACKOFF)));
        };
    }

    private Step stepAfter(Optional<TcpOptions> read) {
        if (read.isEmpty()) {
            return Step.UNSUPPORTED;
        }
        boolean hasTimeout = read.get().userTimeout().isPositive();
        boolean hasCap = hasTimeout && read.get().longestWait().equals(CAP);
        return switch (step) {
            case NEW -> hasTimeout ? Step.TIMEOUT_FOUND : Step.UNCHANGED;
            case UNCHANGED -> hasCap ? Step.CAPPED : hasTimeout ? Step.TIMEOUT_SET : Step.LEFT_TO_TCP;
            case TIMEOUT_FOUND, TIMEOUT_SET, CAPPED -> hasCap ? Step.CAPPED : Step.LEFT_TO_TCP;
            case LEFT_TO_TCP, UNSUPPORTED -> step;
        };
    }
}

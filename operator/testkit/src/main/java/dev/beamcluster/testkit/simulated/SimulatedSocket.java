package dev.beamcluster.testkit.simulated;

import java.util.concurrent.atomic.AtomicLong;

import dev.beamcluster.testkit.LinkOptions;

/** The socket of one end of a link, with the options of Linux. */
final class SimulatedSocket {

    private static final AtomicLong OPENED = new AtomicLong();

    private final long port = OPENED.incrementAndGet();
    private volatile LinkOptions options = LinkOptions.DEFAULT;

    /** The number of its Erlang port. */
    long port() {
        return port;
    }

    LinkOptions options() {
        return options;
    }

    void set(LinkOptions changed) {
        options = changed;
    }
}

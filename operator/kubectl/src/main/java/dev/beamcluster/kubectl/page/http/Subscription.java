package dev.beamcluster.kubectl.page.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.beamcluster.kubectl.page.ClusterKey;

/** What one browser window is still to be told. A window that does not keep up loses its stream, and starts over with a new one. */
final class Subscription implements AutoCloseable {

    private static final int CAPACITY = 256;

    private final Optional<ClusterKey> watched;
    private final Board board;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>(CAPACITY);
    private volatile boolean isBehind;

    Subscription(Optional<ClusterKey> watched, Board board) {
        this.watched = watched;
        this.board = board;
    }

    Optional<ClusterKey> watched() {
        return watched;
    }

    void offer(Message message) {
        if (!messages.offer(message)) {
            isBehind = true;
        }
    }

    /** Whether messages were lost. */
    boolean isBehind() {
        return isBehind;
    }

    /** Returns the next message; empty if there is none for so long. */
    Optional<Message> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        board.forget(this);
    }
}

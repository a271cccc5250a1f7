package dev.beamcluster.kubectl.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What the page saw of one BeamCluster: the frames of the last hour, and not more than fit. Not safe for several threads. */
public final class Recording {

    /** How far back one can look. */
    public static final Duration KEPT = Duration.ofHours(1);

    private final int capacity;
    private final Deque<Frame> frames = new ArrayDeque<>();

    /** Creates an empty recording of at most so many frames. */
    public Recording(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a frame that is younger than all others, unless it shows the same as the last one; drops what is too old, or too much. */
    public void add(Frame frame) {
        Frame last = frames.peekLast();
        if (last == null || !last.shows(frame)) {
            frames.addLast(frame);
        }
        trim(Instant.parse(frame.time()).minus(KEPT));
    }

    /** The first frame stays as long as it is what one saw an hour ago. */
    private void trim(Instant start) {
        while (frames.size() > capacity) {
            frames.removeFirst();
        }
        while (frames.size() > 1) {
            Frame first = frames.removeFirst();
            if (Instant.parse(frames.getFirst().time()).isAfter(start)) {
                frames.addFirst(first);
                return;
            }
        }
    }

    /** Returns the frames, oldest first. */
    public List<Frame> frames() {
        return List.copyOf(frames);
    }
}

package dev.beamcluster.kubectl.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** The last hour of a BeamCluster as frames: what the page saw, and before that what the history says. */
public final class Replay {

    private Replay() {}

    /**
     * Returns the frames, oldest first. The first may be older than an hour: it says how the hour began.
     *
     * @param seen what the page saw, oldest first
     */
    public static List<Frame> of(BeamCluster cluster, List<Frame> seen, Instant now) {
        Instant start = now.minus(Recording.KEPT);
        Instant until = seen.isEmpty() ? now : Instant.parse(seen.getFirst().time());
        var frames = new ArrayList<Frame>();
        for (Frame frame : PastFrames.of(cluster)) {
            Instant time = Instant.parse(frame.time());
            if (!time.isAfter(start)) {
                frames.clear();
            }
            if (time.isBefore(until)) {
                frames.add(frame);
            }
        }
        frames.addAll(seen);
        return frames;
    }
}

package dev.beamcluster.operator.mesh;

import java.time.Instant;
import java.util.Optional;

/**
 * Looks at meshes, on threads of its own. No method blocks or throws for what a node does.
 *
 * <p>A report that differs from the one before is announced to the listener that the implementation was made with.
 */
public interface MeshMonitor extends AutoCloseable {

    /**
     * Look at this mesh from now on, every {@link MeshTarget#interval()}. The same target again changes nothing; another
     * one takes effect in a round that starts at once.
     */
    void watch(ClusterId cluster, MeshTarget target);

    /** Stop looking, and close the links. */
    void forget(ClusterId cluster);

    /** What the last finished round saw, and when it ended; empty before the first round has ended. */
    Optional<Observation> latest(ClusterId cluster);

    @Override
    void close();

    /**
     * A report and its age.
     *
     * @param report what was seen of the members of the target that the round was made for
     * @param at when the round ended
     */
    record Observation(MeshReport report, Instant at) {}
}

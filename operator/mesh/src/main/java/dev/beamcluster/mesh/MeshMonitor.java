package dev.beamcluster.mesh;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Watches meshes, on threads of its own. No method blocks or throws for what a node does.
 *
 * <p>The listener that the implementation was made with is called when a report differs from the one before; once when the last
 * report, or the first {@link #watch} where none has come, is {@link MeshTarget#staleAfter()} old, also where a round hangs; and when
 * the next report ends that. So whoever listens needs no timer to notice that reports stopped.
 */
public interface MeshMonitor extends AutoCloseable {

    /**
     * Watch this mesh from now on, every {@link MeshTarget#interval()}. The same target again changes nothing; another
     * one takes effect in a round that starts at once.
     */
    void watch(ClusterId cluster, MeshTarget target);

    /** Stop watching, and close the connections. */
    void forget(ClusterId cluster);

    /** What the last finished round saw, and when it ended; empty before the first round has ended. */
    Optional<Observation> latest(ClusterId cluster);

    /**
     * Calls a function of the application's on a node that is being terminated, and tells the pod when it may go. Ends within the
     * call's timeout and the few deadlines of reaching the node; never fails, but tells why it was not done.
     *
     * @param member the node, whether it is still a member or not
     */
    CompletionStage<DrainResult> drain(ClusterId cluster, Member member, DrainCall call);

    /**
     * False while the last round of a mesh failed for an error of the operator's own, which its log has, and when a watch has ended
     * that nobody ended: a new process may do better. What nodes do never makes it false.
     */
    boolean isHealthy();

    /** Ends all watches. When it returns, every connection to a node is closed, and no new one stays open: another operator may take this
     * one's node name. */
    @Override
    void close();

    /**
     * A report and its age.
     *
     * @param report what was seen of the members of the target that the round was made for
     * @param at when the round ended
     * @param members who was probed, at which addresses
     */
    record Observation(MeshReport report, Instant at, List<Member> members) {}
}

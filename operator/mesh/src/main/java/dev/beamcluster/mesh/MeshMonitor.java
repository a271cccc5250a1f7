package dev.beamcluster.mesh;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Looks at meshes, on threads of its own. No method blocks or throws for what a node does.
 *
 * <p>The listener that the implementation was made with is called when a report differs from the one before; once when the last
 * report, or the first {@link #watch} where none has come, is {@link MeshTarget#staleAfter()} old, also where a round hangs; and when
 * the next report ends that. So whoever listens needs no timer to notice that reports stopped.
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

    /**
     * Calls a function of the application's on a node that is on its way out, and tells the pod when it may go. Ends within the
     * call's timeout and the few deadlines of reaching the node; never fails, but tells why it was not done.
     *
     * @param member the node, whether it is still a member or not
     */
    CompletionStage<DrainResult> drain(ClusterId cluster, Member member, DrainCall call);

    /** Stop looking at all of them. No connection is open when it returns: another operator may take this one's node name. */
    @Override
    void close();

    /**
     * A report and its age.
     *
     * @param report what was seen of the members of the target that the round was made for
     * @param at when the round ended
     * @param members whom it was looked at, at which addresses
     */
    record Observation(MeshReport report, Instant at, List<Member> members) {}
}

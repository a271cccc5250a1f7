package dev.beamcluster.mesh;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/**
 * Watches meshes, on its own threads. No method blocks or throws because of what a node does.
 *
 * <p>The implementation calls its listener when a report differs from the previous one, when the last report becomes
 * stale, and when a new report ends the staleness. Reports are stale when the last one, or the first {@link #watch}
 * if there is none, is {@link MeshTarget#staleAfter()} old, even if a round hangs. So a listener needs no timer to
 * notice that reports have stopped.
 */
public interface MeshMonitor extends AutoCloseable {

    /**
     * Starts watching this mesh, every {@link MeshTarget#interval()}. Passing the same target again changes nothing;
     * a different one starts a new round immediately.
     */
    void watch(ClusterId cluster, MeshTarget target);

    /**
     * Asks each node of a mesh that is watched for the figures of its VM at this interval from now on, at most once in
     * a round.
     *
     * @param interval zero, as at first, to ask for none
     */
    void sampleVms(ClusterId cluster, Duration interval);

    /**
     * Returns the last figures of the VM of each node, by pod. A node that was not asked, or has not answered recently,
     * is left out.
     */
    SortedMap<String, VmFigures> vms(ClusterId cluster);

    /** Stops watching and closes the connections. */
    void forget(ClusterId cluster);

    /** Returns the report of the last finished round and when it ended; empty until the first round has finished. */
    Optional<Observation> latest(ClusterId cluster);

    /**
     * Calls the application's drain function on a node that is being terminated, then signals the pod that it may
     * stop. Completes within the call's timeout plus the few timeouts of connecting to the node. Never completes
     * exceptionally: a failure is a {@link DrainResult} with its reason.
     *
     * @param member the node; it need not be a member any more
     */
    CompletionStage<DrainResult> drain(ClusterId cluster, Member member, DrainCall call);

    /**
     * Whether the monitor works. False if the last round of a mesh failed because of an error in the operator, which
     * its log has, or if a watch ended unexpectedly; a new process may fix either. Nothing that nodes do makes it
     * false.
     */
    boolean isHealthy();

    /**
     * Ends all watches. When it returns, every connection to a node is closed and no new one stays open, so another
     * operator may use this one's node name.
     */
    @Override
    void close();

    /**
     * A report and its age.
     *
     * @param report what the round saw of the members of its target
     * @param at when the round ended
     * @param members the members that were probed, with their addresses
     */
    record Observation(MeshReport report, Instant at, List<Member> members) {}
}

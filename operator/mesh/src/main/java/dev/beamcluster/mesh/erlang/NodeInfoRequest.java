package dev.beamcluster.mesh.erlang;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;

/**
 * The questions to a node about itself. They are sent together; the answers are read when the round has nothing else
 * to wait for.
 */
public final class NodeInfoRequest {

    private final Duration timeout;
    private final Answer<String> otpRelease;
    private final Answer<String> release;
    private final Answer<SortedMap<String, String>> applications;
    private final Answer<Optional<Integer>> netTickTime;
    private final Answer<Boolean> preventsOverlappingPartitions;
    private final Answer<String> protocol;
    private final Answer<Boolean> isHidden;
    private final Answer<Long> creation;
    private final Answer<SortedSet<NodeName>> known;

    private NodeInfoRequest(NodeCalls calls, Duration timeout) {
        this.timeout = timeout;
        otpRelease = calls.otpRelease();
        release = calls.release();
        applications = calls.applications(timeout.dividedBy(2));
        netTickTime = calls.netTickTime();
        preventsOverlappingPartitions = calls.preventsOverlappingPartitions();
        protocol = calls.protocol();
        isHidden = calls.isHidden();
        creation = calls.creation();
        known = calls.knownNodes();
    }

    /** Sends all questions at once. */
    public static NodeInfoRequest ask(NodeCalls calls, Duration timeout) {
        return new NodeInfoRequest(calls, timeout);
    }

    /**
     * All answers.
     *
     * @param creation {@code erlang:system_info(creation)}: a number that differs for each VM of the same name
     * @param known {@code erlang:nodes(known)}: the nodes that it is or was connected to, or has a reference to
     */
    public record Answers(NodeInfo info, long creation, SortedSet<NodeName> known) {}

    public Answers await() throws InterruptedException, CallFailure {
        var deadline = Deadline.in(timeout);
        var info = new NodeInfo(
                otpRelease.await(deadline),
                release.await(deadline),
                applications.await(deadline),
                netTickTime.await(deadline),
                preventsOverlappingPartitions.await(deadline),
                protocol.await(deadline),
                isHidden.await(deadline));
        return new Answers(info, creation.await(deadline), known.await(deadline));
    }
}

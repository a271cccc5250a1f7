package dev.beamcluster.mesh.formation;

import java.time.Instant;
import java.util.Optional;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.LinkCounters;
import dev.beamcluster.mesh.Pair;

/**
 * The history of one pair of nodes.
 *
 * @param path whether the network lets them reach each other
 * @param attempts the results of connecting them
 * @param silence what the counters show about a silent link
 * @param meeting the VMs that were last seen connected
 * @param ends the sockets of their link
 */
record PairState(PathTrials path, ConnectAttempts attempts, Silence silence, Meeting meeting, LinkEnds ends) {

    static final PairState NEW =
            new PairState(PathTrials.NONE, ConnectAttempts.NONE, Silence.NONE, Meeting.NEVER, LinkEnds.NEW);

    private static final Fault DISCONNECTS = new Fault(
            Cause.NOT_CONNECTED,
            "connected repeatedly, and disconnected each time: look for the cause in both nodes' logs");

    private static final Fault REFUSES =
            new Fault(Cause.NOT_CONNECTED, "a path is open but connecting fails: look in both nodes' logs");

    /** Drops the history that a round made obsolete. */
    PairState seen(Pair pair, Round round, Instant now) {
        if (!round.areMembers(pair)) {
            return NEW;
        }
        LinkEnds seenEnds = round.connectivity().linked().contains(pair) ? ends.verified() : ends.unverified();
        if (path.equals(PathTrials.NONE) && attempts.equals(ConnectAttempts.NONE) && silence.equals(Silence.NONE)) {
            return seenEnds.equals(ends) ? this : with(seenEnds);
        }
        boolean isUnconnected = round.unconnected().contains(pair);
        ConnectAttempts kept = isUnconnected ? attempts : attempts.whileConnected(now);
        return new PairState(
                isUnconnected ? path : PathTrials.NONE,
                // Attempts end with the node.
                round.areReached(pair) ? kept : ConnectAttempts.NONE,
                round.connectivity().silent().contains(pair) ? silence : Silence.NONE,
                meeting,
                seenEnds);
    }

    PairState met(Meeting now) {
        return meeting.equals(now) ? this : new PairState(path, attempts, silence, now, ends.unverified());
    }

    PairState after(Pair pair, SocketResult result, Instant now) {
        Link end = result.end();
        return with(ends.with(pair, end.from(), ends.of(pair, end.from()).after(result, now)));
    }

    private PairState with(LinkEnds changed) {
        return new PairState(path, attempts, silence, meeting, changed);
    }

    PairState after(Pair pair, Result result, Instant now) {
        return switch (result) {
            case Result.PathTried(Link tried, Optional<Fault> fault) ->
                new PairState(path.after(tried.from(), fault, now), attempts, silence, meeting, ends);
            case Result.CountersRead(Pair _, LinkCounters first, LinkCounters second) ->
                new PairState(path, attempts, silence.after(pair, first, second), meeting, ends.after(first, second));
            case Result.ConnectTried(Link _, boolean done) ->
                new PairState(path, attempts.after(done, now), silence, meeting, ends);
            // A pair that we disconnected is retried immediately.
            case Result.DisconnectTried(Link _, boolean done) ->
                done
                        ? new PairState(PathTrials.NONE, attempts, silence, meeting, ends)
                        : new PairState(path, attempts.after(false, now), silence, meeting, ends);
        };
    }

    /** Why the pair is disconnected or silent, if that is known. */
    Optional<Fault> fault() {
        return path.fault()
                .or(silence::fault)
                .or(() -> attempts.isRefused() ? Optional.of(REFUSES) : Optional.empty())
                .or(() -> attempts.keepsDisconnecting() ? Optional.of(DISCONNECTS) : Optional.empty());
    }
}

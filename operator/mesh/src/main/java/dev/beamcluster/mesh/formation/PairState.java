package dev.beamcluster.mesh.formation;

import java.time.Instant;
import java.util.Optional;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.Pair;

/**
 * The history of one pair of nodes.
 *
 * @param path whether the network lets them reach each other
 * @param attempts the results of connecting them
 * @param silence what the counters show about a silent link
 * @param meeting the VMs that were last seen connected
 */
record PairState(PathTrials path, ConnectAttempts attempts, Silence silence, Meeting meeting) {

    static final PairState NEW = new PairState(PathTrials.NONE, ConnectAttempts.NONE, Silence.NONE, Meeting.NEVER);

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
        if (path.equals(PathTrials.NONE) && attempts.equals(ConnectAttempts.NONE) && silence.equals(Silence.NONE)) {
            return this;
        }
        boolean isUnconnected = round.unconnected().contains(pair);
        ConnectAttempts kept = isUnconnected ? attempts : attempts.whileConnected(now);
        return new PairState(
                isUnconnected ? path : PathTrials.NONE,
                // Attempts end with the node.
                round.areReached(pair) ? kept : ConnectAttempts.NONE,
                round.connectivity().silent().contains(pair) ? silence : Silence.NONE,
                meeting);
    }

    PairState met(Meeting now) {
        return meeting.equals(now) ? this : new PairState(path, attempts, silence, now);
    }

    PairState after(Pair pair, Result result, Instant now) {
        return switch (result) {
            case Result.PathTried(Link tried, Optional<Fault> fault) ->
                new PairState(path.after(tried.from(), fault, now), attempts, silence, meeting);
            case Result.CountersRead(Pair _, int atFirst, int atSecond) ->
                new PairState(path, attempts, silence.after(pair, new Silence.Counters(atFirst, atSecond)), meeting);
            case Result.ConnectTried(Link _, boolean done) ->
                new PairState(path, attempts.after(done, now), silence, meeting);
            // A pair that we disconnected is retried immediately.
            case Result.DisconnectTried(Link _, boolean done) ->
                done
                        ? new PairState(PathTrials.NONE, attempts, silence, meeting)
                        : new PairState(path, attempts.after(false, now), silence, meeting);
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

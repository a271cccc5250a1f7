package dev.beamcluster.mesh.probe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Sampling;
import dev.beamcluster.mesh.erlang.PeerAnswers;

/**
 * What calling its peers last told of one node's links, and which peers it is to call next.
 *
 * @param connection the operator's connection that it was asked over: over another one it may be another VM
 * @param answered peers that answered when they were last called
 * @param faults of those that did not
 * @param turn how far the rotation is, in peers
 */
record PeerChecks(long connection, SortedSet<NodeName> answered, SortedMap<NodeName, Fault> faults, int turn) {

    /** Of a node that was not asked yet. */
    static PeerChecks none() {
        return new PeerChecks(0, Collections.emptySortedSet(), Collections.emptySortedMap(), 0);
    }

    /** The same, or none where they were learned over another connection. */
    PeerChecks over(long thisConnection) {
        return connection == thisConnection
                ? this
                : new PeerChecks(thisConnection, Collections.emptySortedSet(), Collections.emptySortedMap(), 0);
    }

    /**
     * The peers to call in this round: those of which nothing is known, those that did not answer, and of the others as many as
     * take their turn.
     *
     * @param mine the peers that the node is to call
     */
    List<NodeName> due(SortedSet<NodeName> mine) {
        if (mine.size() <= Sampling.CALLS) {
            return List.copyOf(mine);
        }
        var all = List.copyOf(mine);
        var due = new ArrayList<NodeName>();
        all.stream().filter(peer -> !answered.contains(peer)).forEach(due::add);
        for (int i = 0; i < Sampling.CALLS; i++) {
            NodeName peer = all.get((turn + i) % all.size());
            if (answered.contains(peer)) {
                due.add(peer);
            }
        }
        return due;
    }

    /**
     * What is known when those that were due have been called.
     *
     * @param mine as above; what was known of others is void
     */
    PeerChecks after(SortedSet<NodeName> mine, PeerAnswers answers) {
        if (answers.answered().size() + answers.faults().size() == mine.size()) {
            return new PeerChecks(connection, answers.answered(), answers.faults(), next(mine));
        }
        var nowAnswered = new TreeSet<>(answered);
        nowAnswered.retainAll(mine);
        nowAnswered.addAll(answers.answered());
        nowAnswered.removeAll(answers.faults().keySet());
        var nowFaults = new TreeMap<>(faults);
        nowFaults.keySet().retainAll(mine);
        nowFaults.keySet().removeAll(answers.answered());
        nowFaults.putAll(answers.faults());
        return new PeerChecks(connection, nowAnswered, nowFaults, next(mine));
    }

    private int next(SortedSet<NodeName> mine) {
        return mine.size() <= Sampling.CALLS ? 0 : (turn + Sampling.CALLS) % mine.size();
    }
}

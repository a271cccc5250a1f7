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
 * The last results of one node's calls to its peers, and which peers it calls next.
 *
 * @param connection the operator's connection over which the node was asked; another connection may lead to another
 *     VM
 * @param answered peers that answered the last call to them
 * @param faults peers that did not, with their faults
 * @param turn the position of the rotation, in peers
 */
record PeerChecks(long connection, SortedSet<NodeName> answered, SortedMap<NodeName, Fault> faults, int turn) {

    /** The state of a node that has not been asked yet. */
    static PeerChecks none() {
        return new PeerChecks(0, Collections.emptySortedSet(), Collections.emptySortedMap(), 0);
    }

    /** Returns the same, or an empty state if the results were obtained over another connection. */
    PeerChecks over(long thisConnection) {
        return connection == thisConnection
                ? this
                : new PeerChecks(thisConnection, Collections.emptySortedSet(), Collections.emptySortedMap(), 0);
    }

    /**
     * The peers to call in this round: those without a result, those that did not answer, and of the others as many
     * as are due in the rotation.
     *
     * @param mine the peers that the node must call
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
     * Returns the state after the due peers have been called.
     *
     * @param mine as above; results for other peers are dropped
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

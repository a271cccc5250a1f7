package dev.beamcluster.mesh.formation;

import dev.beamcluster.mesh.LinkCounters;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

/**
 * Both ends of the link of a pair.
 *
 * @param first the end of the pair's first node
 * @param second the end of its second node
 */
record LinkEnds(LinkEnd first, LinkEnd second) {

    static final LinkEnds NEW = new LinkEnds(LinkEnd.NEW, LinkEnd.NEW);

    LinkEnd of(Pair pair, NodeName node) {
        return node.equals(pair.first()) ? first : second;
    }

    LinkEnds unverified() {
        return with(first.unverified(), second.unverified());
    }

    LinkEnds verified() {
        return with(first.verified(), second.verified());
    }

    LinkEnds after(LinkCounters atFirst, LinkCounters atSecond) {
        return with(first.probing(atFirst.probes() > 0), second.probing(atSecond.probes() > 0));
    }

    LinkEnds with(Pair pair, NodeName node, LinkEnd end) {
        return node.equals(pair.first()) ? with(end, second) : with(first, end);
    }

    private LinkEnds with(LinkEnd nextFirst, LinkEnd nextSecond) {
        return nextFirst.equals(first) && nextSecond.equals(second) ? this : new LinkEnds(nextFirst, nextSecond);
    }
}

package dev.beamcluster.operator.status;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.Pair;

/** Describes missing links. A link with the same fault in both directions is one item, not two. */
final class LinkMessages {

    private LinkMessages() {}

    static String of(SortedMap<Link, Fault> missing, PodNames pods) {
        var byPair = new TreeMap<Pair, SortedMap<Link, Fault>>();
        missing.forEach((link, fault) -> byPair.computeIfAbsent(Pair.of(link.from(), link.to()), _ -> new TreeMap<>())
                .put(link, fault));
        var items = new ArrayList<String>();
        byPair.forEach((pair, directions) -> items.addAll(ofPair(pair, directions, pods)));
        return ShortList.ofSentences(items);
    }

    private static List<String> ofPair(Pair pair, SortedMap<Link, Fault> directions, PodNames pods) {
        boolean isSameBothWays = directions.size() == 2
                && directions.values().stream().distinct().count() == 1;
        if (isSameBothWays) {
            Fault fault = directions.firstEntry().getValue();
            return List.of(pods.of(pair.first()) + " <-> " + pods.of(pair.second()) + ": "
                    + FaultMessages.ofBothDirections(fault));
        }
        return directions.entrySet().stream()
                .map(entry -> pods.of(entry.getKey().from()) + " -> "
                        + pods.of(entry.getKey().to()) + ": " + FaultMessages.of(entry.getValue()))
                .toList();
    }
}

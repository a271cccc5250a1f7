package dev.beamcluster.operator.status;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.observed.Snapshot;

/** The pods in trouble, as sentences. Pods with the same trouble share one. */
final class PodTroubles {

    private PodTroubles() {}

    /** Returns the sentences about pods that Kubernetes cannot run. Those of surplus nodes do not matter. */
    static List<String> failures(Snapshot seen) {
        return sentences(seen, seen.nodes(), PodTrouble::isFailure);
    }

    /** Returns the sentences about pods that are not ready, or not gone, for another reason. */
    private static List<String> delays(Snapshot seen) {
        return sentences(seen, seen.allNodes(), trouble -> !trouble.isFailure());
    }

    /** Returns these failures, followed by the delays. */
    static String after(List<String> failures, Snapshot seen) {
        return ShortList.ofSentences(
                Stream.concat(failures.stream(), delays(seen).stream()).toList());
    }

    /** Returns the delays, followed by the message; either may be empty. */
    static String before(String message, Snapshot seen) {
        return Stream.of(ShortList.ofSentences(delays(seen)), message)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static List<String> sentences(Snapshot seen, Collection<ExpectedNode> nodes, Predicate<PodTrouble> which) {
        var pods = new LinkedHashMap<PodTrouble, List<String>>();
        for (ExpectedNode node : nodes) {
            Optional<PodTrouble> trouble = seen.trouble(node).filter(which);
            trouble.ifPresent(
                    found -> pods.computeIfAbsent(found, _ -> new ArrayList<>()).add(node.podName()));
        }
        return pods.entrySet().stream()
                .map(entry -> ShortList.of(entry.getValue()) + ": "
                        + PodTroubleMessages.of(entry.getKey(), entry.getValue().getFirst()))
                .toList();
    }
}

package dev.beamcluster.operator.status;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.beamcluster.operator.observed.Snapshot;

/** Pods with the label of the BeamCluster that are not its nodes. */
final class IgnoredPods {

    private IgnoredPods() {}

    /** Returns the verdict with these pods added to its message. */
    static Verdict mentionedIn(Verdict podsReady, Snapshot seen) {
        if (seen.ignoredPods().isEmpty()) {
            return podsReady;
        }
        Map<String, List<String>> byReason = seen.ignoredPods().keySet().stream()
                .collect(Collectors.groupingBy(
                        pod -> seen.ignoredPods().getOrDefault(pod, ""), TreeMap::new, Collectors.toList()));
        String mention = byReason.entrySet().stream()
                .map(entry -> "ignoring " + ShortList.of(entry.getValue()) + " (" + entry.getKey() + ")")
                .collect(Collectors.joining("; "));
        return new Verdict(
                podsReady.type(), podsReady.state(), podsReady.reason(), podsReady.message() + "; " + mention);
    }
}

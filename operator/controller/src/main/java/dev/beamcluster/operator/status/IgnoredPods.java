package dev.beamcluster.operator.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.beamcluster.operator.observed.IgnoredPod;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.observed.Snapshot;

/** Pods with the label of the BeamCluster that are not its nodes. */
final class IgnoredPods {

    private IgnoredPods() {}

    /** Returns the verdict with these pods added to its message. */
    static Verdict mentionedIn(Verdict podsReady, Snapshot seen) {
        Map<String, List<String>> byReason = seen.ignoredPods().entrySet().stream()
                // The sentence about the missing pod has the others.
                .filter(entry -> !seen.takenNames().containsKey(entry.getKey()))
                .collect(Collectors.groupingBy(
                        entry -> why(entry.getValue(), entry.getKey(), seen.selector()),
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        return byReason.isEmpty() ? podsReady : with(podsReady, byReason);
    }

    private static Verdict with(Verdict podsReady, Map<String, List<String>> byReason) {
        String mention = byReason.entrySet().stream()
                .map(entry -> "ignoring " + ShortList.of(entry.getValue()) + " (" + entry.getKey() + ")")
                .collect(Collectors.joining("; "));
        return new Verdict(
                podsReady.type(), podsReady.state(), podsReady.reason(), podsReady.message() + "; " + mention);
    }

    private static String why(IgnoredPod reason, String pod, String label) {
        return switch (reason) {
            case IgnoredPod.NotOfTheStatefulSet() ->
                "not created by the StatefulSet: delete the pod, or its label " + label;
            case IgnoredPod.StillTerminating(Optional<PodTrouble> trouble) ->
                "still terminating 5 minutes after the grace period"
                        + trouble.map(found -> ": " + PodTroubleMessages.of(found, pod))
                                .orElse("");
        };
    }
}

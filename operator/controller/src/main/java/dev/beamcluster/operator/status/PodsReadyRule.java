package dev.beamcluster.operator.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.observed.WorkloadFacts;

/** Whether every pod is ready at the current revision. */
final class PodsReadyRule {

    private PodsReadyRule() {}

    static Verdict verdict(Snapshot observed) {
        if (observed.wanted() == 0) {
            return Verdict.no(ConditionType.PodsReady, Reason.ScaledToZero, "spec.replicas is 0");
        }
        List<String> failing = failing(observed);
        if (!failing.isEmpty()) {
            return Verdict.no(ConditionType.PodsReady, Reason.PodsFailing, String.join("; ", failing));
        }
        Optional<String> refused = observed.workload().flatMap(WorkloadFacts::failure);
        if (refused.isPresent()) {
            return Verdict.no(
                    ConditionType.PodsReady,
                    Reason.PodsFailing,
                    "a pod cannot be made: " + refused.get()
                            + "; change what is named in spec.template, or the rules of the namespace");
        }
        if (observed.workload().filter(WorkloadFacts::observed).isEmpty()) {
            return starting("the StatefulSet's controller has not seen this generation yet");
        }
        WorkloadFacts facts = observed.workload().get();
        int wanted = observed.wanted();
        if (facts.updated() != wanted || facts.replicas() != wanted) {
            return starting(facts.updated() + " of " + wanted + " pods are at the current revision");
        }
        List<String> waiting = waiting(observed);
        return waiting.isEmpty()
                ? Verdict.yes(ConditionType.PodsReady, Reason.AllPodsReady, ready(wanted))
                : starting(String.join("; ", waiting));
    }

    private static Verdict starting(String message) {
        return Verdict.no(ConditionType.PodsReady, Reason.PodsStarting, message);
    }

    private static String ready(int wanted) {
        return wanted == 1 ? "the pod is ready" : "all " + wanted + " pods are ready";
    }

    private static List<String> failing(Snapshot observed) {
        return observed.nodes().stream()
                .flatMap(node -> node.pod().stream())
                .flatMap(pod -> pod.failure().map(why -> pod.name() + ": " + why).stream())
                .limit(3)
                .toList();
    }

    private static List<String> waiting(Snapshot observed) {
        var missing = new ArrayList<String>();
        var starting = new ArrayList<String>();
        for (ExpectedNode node : observed.nodes()) {
            if (node.pod().isEmpty()) {
                missing.add(node.podName());
            } else if (!node.pod().get().ready() || node.pod().get().deleting()) {
                starting.add(node.podName());
            }
        }
        var sentences = new ArrayList<String>();
        if (!missing.isEmpty()) {
            sentences.add("no pod yet: " + FaultMessages.list(missing));
        }
        if (!starting.isEmpty()) {
            sentences.add("not ready yet: " + FaultMessages.list(starting));
        }
        return sentences;
    }
}

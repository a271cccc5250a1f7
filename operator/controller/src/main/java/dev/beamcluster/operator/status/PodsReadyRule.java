package dev.beamcluster.operator.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.observed.WorkloadFacts;

/** Whether every pod is ready at the current revision. */
final class PodsReadyRule {

    private PodsReadyRule() {}

    static Verdict verdict(Snapshot seen, Optional<UnappliedSpec> unapplied) {
        if (seen.wanted() == 0) {
            return no(Reason.ScaledToZero, "spec.replicas is 0");
        }
        List<String> failing = PodTroubles.failures(seen);
        if (!failing.isEmpty()) {
            return no(Reason.PodsFailing, PodTroubles.after(failing, seen));
        }
        return creationRefused(seen)
                .or(() -> unapplied.flatMap(spec -> unapplied(seen, spec)))
                .or(() -> statefulSet(seen).map(message -> no(Reason.PodsStarting, PodTroubles.before(message, seen))))
                .orElseGet(() -> pods(seen));
    }

    private static Optional<Verdict> creationRefused(Snapshot seen) {
        return seen.workload()
                .flatMap(WorkloadFacts::failure)
                .map(why -> no(
                        Reason.PodsFailing,
                        "pod creation refused: " + why + "; fix spec.template, or the namespace's policies or quota"));
    }

    private static Optional<Verdict> unapplied(Snapshot seen, UnappliedSpec spec) {
        if (spec.existing().isEmpty()) {
            return Optional.of(no(Reason.SpecNotApplied, spec.why("no pods yet")));
        }
        if (!spec.missing().isEmpty()) {
            List<String> missing =
                    spec.missing().stream().map(ExpectedNode::podName).toList();
            return Optional.of(no(Reason.SpecNotApplied, spec.why("no pod yet for " + ShortList.of(missing))));
        }
        if (seen.workload().isEmpty()) {
            return Optional.of(no(Reason.SpecNotApplied, spec.why("no StatefulSet yet")));
        }
        return seen.leaving().isEmpty()
                ? Optional.empty()
                : Optional.of(no(Reason.SpecNotApplied, spec.why("not scaled to " + seen.wanted() + " pods yet")));
    }

    private static Optional<String> statefulSet(Snapshot seen) {
        if (seen.workload().isEmpty()) {
            return Optional.of("creating the StatefulSet");
        }
        WorkloadFacts facts = seen.workload().get();
        int wanted = seen.wanted();
        if (!facts.observed()) {
            return Optional.of("waiting for the StatefulSet controller to observe the new spec");
        }
        if (facts.replicas() != wanted) {
            return Optional.of("scaling from " + facts.replicas() + " to " + wanted + " pods");
        }
        return facts.updated() == wanted
                ? Optional.empty()
                : Optional.of(facts.updated() + " of " + wanted + " pods updated");
    }

    private static Verdict pods(Snapshot seen) {
        var missing = new ArrayList<String>();
        var starting = new ArrayList<String>();
        for (ExpectedNode node : seen.nodes()) {
            if (seen.trouble(node).isPresent()) {
                continue; // It has a sentence of its own.
            }
            if (node.pod().isEmpty()) {
                missing.add(node.podName());
            } else if (node.pod().filter(PodFacts::isFine).isEmpty()) {
                starting.add(node.podName());
            }
        }
        var sentences = new ArrayList<String>();
        if (!missing.isEmpty()) {
            sentences.add("no pod yet: " + ShortList.of(missing));
        }
        if (!starting.isEmpty()) {
            sentences.add("not ready yet: " + ShortList.of(starting));
        }
        String message = PodTroubles.before(String.join("; ", sentences), seen);
        return message.isEmpty()
                ? Verdict.yes(ConditionType.PodsReady, Reason.AllPodsReady, ready(seen.wanted()))
                : no(Reason.PodsStarting, message);
    }

    private static String ready(int wanted) {
        return wanted == 1 ? "the pod is ready" : "all " + wanted + " pods are ready";
    }

    private static Verdict no(Reason reason, String message) {
        return Verdict.no(ConditionType.PodsReady, reason, message);
    }
}

package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Drain;
import dev.beamcluster.api.v1alpha1.PodTemplate;

/** What in {@code spec.template} would end a drain before it is done. */
final class DrainProblems {

    private static final String HOOK = TemplateProblems.NODE + ".lifecycle";
    private static final String GRACE = "terminationGracePeriodSeconds";

    private DrainProblems() {}

    static List<Problem> of(BeamCluster cluster) {
        PodTemplate template = cluster.getSpec().template();
        Map<String, Object> spec = template == null ? null : template.spec();
        Drain drain = cluster.getSpec().drain();
        return spec == null || drain == null ? List.of() : of(drain, spec);
    }

    private static List<Problem> of(Drain drain, Map<String, Object> spec) {
        var problems = new ArrayList<Problem>();
        TemplateProblems.nodes(spec).forEach(container -> node(container, problems));
        if (spec.containsKey(GRACE) && grace(spec.get(GRACE)) <= drain.timeoutSeconds()) {
            problems.add(new Problem(
                    TemplateProblems.SPEC + "." + GRACE,
                    "spec.drain.timeoutSeconds is " + drain.timeoutSeconds()
                            + ", and the node needs time to end after it",
                    "leave it out, or make it longer than that"));
        }
        return problems;
    }

    private static void node(Map<String, Object> container, List<Problem> problems) {
        boolean isOverwritten = container.containsKey("lifecycle")
                && (!(container.get("lifecycle") instanceof Map<?, ?> lifecycle) || lifecycle.containsKey("preStop"));
        if (isOverwritten) {
            problems.add(new Problem(
                    HOOK,
                    "the preStop hook is what waits for spec.drain",
                    "do there what yours does, or leave spec.drain out"));
        }
        TemplateProblems.items(container, "volumeMounts")
                .map(mount -> MountPath.of(String.valueOf(mount.get("mountPath"))))
                .filter(MountPath.of(NodePod.TMP)::equals)
                .forEach(_ -> problems.add(new Problem(
                        TemplateProblems.NODE + ".volumeMounts",
                        "a mount at " + NodePod.TMP + " may hold " + Naming.DRAINED_FILE
                                + " of an earlier pod, which ends a drain before it began",
                        "mount it elsewhere")));
    }

    /** Removed means Kubernetes' own; what is no number is told as a value of the wrong type. */
    private static long grace(@Nullable Object value) {
        if (value == null) {
            return DrainHook.GRACE_SECONDS;
        }
        return value instanceof Number number ? number.longValue() : Long.MAX_VALUE;
    }
}

package dev.beamcluster.operator.desired.validation;

import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Drain;
import dev.beamcluster.operator.desired.template.TemplateSpec;

/** Finds parts of {@code spec.template} that would end a drain before it is done. */
final class DrainProblems {

    private static final String GRACE = "terminationGracePeriodSeconds";

    /** The grace period of a pod that sets none, in seconds (Kubernetes, Pod Lifecycle). */
    private static final long DEFAULT_GRACE = 30;

    private DrainProblems() {}

    static Stream<Problem> of(BeamCluster cluster, Reserved reserved) {
        Drain drain = cluster.getSpec().drain();
        if (drain == null) {
            return Stream.of();
        }
        TemplateSpec template = TemplateSpec.of(cluster);
        Stream<Problem> hooks = template.nodeContainers().flatMap(DrainProblems::hook);
        Stream<Problem> mounts = template.nodeContainers()
                .flatMap(container -> TemplateSpec.items(container, "volumeMounts"))
                .flatMap(mount -> mount(String.valueOf(mount.get("mountPath")), reserved.drainedFile()));
        return Stream.of(hooks, mounts, grace(drain, template)).flatMap(each -> each);
    }

    private static Stream<Problem> hook(Map<String, Object> container) {
        boolean isReplaced = container.containsKey("lifecycle")
                && (!(container.get("lifecycle") instanceof Map<?, ?> lifecycle) || lifecycle.containsKey("preStop"));
        return isReplaced
                ? Stream.of(new Problem(
                        Paths.NODE + ".lifecycle",
                        "it would replace the preStop hook that spec.drain needs",
                        "move the work of your hook into the drain function, or remove spec.drain"))
                : Stream.of();
    }

    private static Stream<Problem> mount(String path, String drainedFile) {
        MountPath mount = MountPath.of(path);
        return mount.isParentOf(MountPath.of(drainedFile))
                ? Stream.of(new Problem(
                        Paths.NODE + ".volumeMounts",
                        "a volume at " + mount + " may still hold " + drainedFile
                                + " from an earlier pod, which would end a drain at once",
                        "choose another path"))
                : Stream.of();
    }

    private static Stream<Problem> grace(Drain drain, TemplateSpec template) {
        boolean isTooShort = template.fields().containsKey(GRACE)
                && seconds(template.fields().get(GRACE)) <= drain.timeoutSeconds();
        return isTooShort
                ? Stream.of(new Problem(
                        Paths.TEMPLATE + "." + GRACE,
                        "it must be longer than spec.drain.timeoutSeconds (" + drain.timeoutSeconds()
                                + "), because the node stops only after its drain",
                        "remove it, or raise it"))
                : Stream.of();
    }

    /** Returns the seconds. A value of the wrong type counts as long enough, since it is refused for its type. */
    private static long seconds(@Nullable Object value) {
        if (value == null) {
            return DEFAULT_GRACE;
        }
        return value instanceof Number number ? number.longValue() : Long.MAX_VALUE;
    }
}

package dev.beamcluster.operator.desired;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Drain;

/**
 * What keeps a node up until its drain is done: the container's preStop hook waits for {@link Naming#DRAINED_FILE}, which the
 * operator has the node write when the user's function has returned. So whatever takes a pod takes it the same way.
 */
final class DrainHook {

    /** What a pod has to end when it is told nothing else, in seconds (Kubernetes, Pod Lifecycle). */
    static final long GRACE_SECONDS = 30;

    /**
     * By the clock, since starting {@code sleep} takes a while too; where {@code sleep} takes no fractions it waits a whole
     * second.
     */
    private static final String SCRIPT =
            "end=$(($(date +%s) + $1)); while [ ! -e \"$0\" ] && [ \"$(date +%s)\" -lt \"$end\" ];"
                    + " do sleep 0.2 2>/dev/null || sleep 1; done";

    private DrainHook() {}

    /** The hook, where there is a drain. */
    static @Nullable Lifecycle of(BeamCluster cluster) {
        return drain(cluster).map(DrainHook::waiting).orElse(null);
    }

    /** The kubelet counts the hook's time to the pod's grace; what is left must do for {@code init:stop()}. */
    static @Nullable Long graceSeconds(BeamCluster cluster) {
        return drain(cluster)
                .map(drain -> GRACE_SECONDS + drain.timeoutSeconds())
                .orElse(null);
    }

    static Optional<Drain> drain(BeamCluster cluster) {
        return Optional.ofNullable(cluster.getSpec().drain());
    }

    private static Lifecycle waiting(Drain drain) {
        return new LifecycleBuilder()
                .withNewPreStop()
                .withNewExec()
                .withCommand(
                        "/bin/sh",
                        "-c",
                        SCRIPT,
                        Naming.DRAINED_FILE,
                        drain.timeoutSeconds().toString())
                .endExec()
                .endPreStop()
                .build();
    }
}

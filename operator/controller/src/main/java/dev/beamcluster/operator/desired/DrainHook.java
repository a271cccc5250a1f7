package dev.beamcluster.operator.desired;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Drain;

/**
 * The preStop hook that keeps a node running until its drain is done. It waits for {@link Naming#DRAINED_FILE}. The operator has
 * the node write that file when the user's function has returned. A hook works for every kind of deletion: rollout, scale-down,
 * eviction or {@code kubectl delete pod}.
 */
final class DrainHook {

    /** The default {@code terminationGracePeriodSeconds} (Kubernetes, Pod Lifecycle). */
    private static final long GRACE_SECONDS = 30;

    /**
     * Measures the time by the clock, since starting {@code sleep} takes time too. If the image's {@code sleep} does not accept
     * fractions, the script sleeps for a whole second at a time.
     */
    private static final String SCRIPT =
            "end=$(($(date +%s) + $1)); while [ ! -e \"$0\" ] && [ \"$(date +%s)\" -lt \"$end\" ];"
                    + " do sleep 0.2 2>/dev/null || sleep 1; done";

    private DrainHook() {}

    /** Returns the hook, or null without {@code spec.drain}. */
    static @Nullable Lifecycle of(BeamCluster cluster) {
        return drain(cluster).map(DrainHook::waiting).orElse(null);
    }

    /**
     * Returns the grace period of the pod in seconds, or null without {@code spec.drain}, for the default of Kubernetes. The
     * kubelet deducts the time of the hook, so the drain timeout is added: {@code init:stop()} then has as long as without a
     * drain.
     */
    static @Nullable Long graceSeconds(BeamCluster cluster) {
        return drain(cluster)
                .map(drain -> GRACE_SECONDS + drain.timeoutSeconds())
                .orElse(null);
    }

    private static Optional<Drain> drain(BeamCluster cluster) {
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

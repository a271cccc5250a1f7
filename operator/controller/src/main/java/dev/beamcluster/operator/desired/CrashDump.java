package dev.beamcluster.operator.desired;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;

/**
 * The variables that keep the crash dump of a node. By default {@code erl} writes it into the working directory, which is
 * read-only; the home directory outlives the container, but not the pod.
 */
final class CrashDump {

    private static final String PATH = Volumes.HOME_PATH + "/erl_crash.dump";

    /**
     * A dump of this size is complete for most nodes. Of a larger one the heaps of the processes are cut off, since erl writes
     * them last (Erlang/OTP, erl_process_dump.c). It must be bounded: a disk without space evicts pods.
     */
    private static final BigDecimal BYTES = BigDecimal.valueOf(128L << 20);

    private static final BigDecimal HALF = new BigDecimal("0.5");

    private CrashDump() {}

    /** Returns the variables; none for a Custom image, which may write where it wants to. */
    static List<EnvVar> of(BeamCluster cluster) {
        return cluster.getSpec().release() == Release.Custom
                ? List.of()
                : List.of(
                        EnvVars.ofValue("ERL_CRASH_DUMP", PATH),
                        EnvVars.ofValue("ERL_CRASH_DUMP_BYTES", bytes(cluster)));
    }

    /** Leaves half of the container's disk space for everything else: beyond its limit the kubelet evicts the pod. */
    private static String bytes(BeamCluster cluster) {
        return limit(cluster)
                .map(limit -> limit.multiply(HALF).min(BYTES))
                .orElse(BYTES)
                .toBigInteger()
                .toString();
    }

    private static Optional<BigDecimal> limit(BeamCluster cluster) {
        return Optional.ofNullable(cluster.getSpec().resources())
                .flatMap(resources -> Optional.ofNullable(resources.limits().get("ephemeral-storage")))
                .map(Quantity::getAmountInBytes);
    }
}

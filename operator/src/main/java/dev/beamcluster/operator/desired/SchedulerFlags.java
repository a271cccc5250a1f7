package dev.beamcluster.operator.desired;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** Flags of {@code erl} that {@code spec.resources} asks for. */
final class SchedulerFlags {

    /**
     * Schedulers do not wait for work in a loop: under a CPU limit that loop is paid for with the time of the work itself
     * (Erlang/OTP, erl(1), {@code +sbwt}).
     */
    private static final String NO_BUSY_WAIT = "+sbwt none +sbwtdcpu none +sbwtdio none";

    private SchedulerFlags() {}

    /** Empty without a CPU limit: then waiting in a loop makes a node quicker, as Erlang's authors chose. */
    static String of(BeamCluster cluster) {
        var resources = cluster.getSpec().resources();
        return resources != null && resources.limits().containsKey("cpu") ? NO_BUSY_WAIT : "";
    }
}

package dev.beamcluster.operator.desired;

/** The flags of {@code erl} that suit the node's CPU limit. */
final class SchedulerFlags {

    /**
     * Idle schedulers sleep instead of spinning: under a CPU limit, spinning uses up the time that the work itself needs
     * (Erlang/OTP, erl(1), {@code +sbwt}).
     */
    private static final String NO_BUSY_WAIT = "+sbwt none +sbwtdcpu none +sbwtdio none";

    private SchedulerFlags() {}

    /** Empty without a CPU limit, where spinning lowers latency: that is Erlang's default. */
    static String of(boolean cpuLimited) {
        return cpuLimited ? NO_BUSY_WAIT : "";
    }
}

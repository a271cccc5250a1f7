package dev.beamcluster.operator.desired;

/** The flags of {@code erl} that suit the node's CPU limit. */
public final class SchedulerFlags {

    /** The flag that is in the environment of a node with a CPU limit of its spec. */
    public static final String BUSY_WAIT = "+sbwt";

    /**
     * Lets idle schedulers sleep instead of spin: under a CPU limit, spinning uses up the CPU time that the application needs
     * (Erlang/OTP, erl(1), {@code +sbwt}).
     */
    private static final String NO_BUSY_WAIT = "+sbwt none +sbwtdcpu none +sbwtdio none";

    private SchedulerFlags() {}

    /** Returns no flags without a CPU limit: spinning, the default of Erlang, then lowers latency. */
    static String of(boolean cpuLimited) {
        return cpuLimited ? NO_BUSY_WAIT : "";
    }
}

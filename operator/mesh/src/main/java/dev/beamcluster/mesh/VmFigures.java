package dev.beamcluster.mesh;

/**
 * What the VM of a node reports about its resources. Totals count since the VM started.
 *
 * @param memory how much memory it has allocated
 * @param use how much it uses of what is limited
 * @param work what it does
 * @param traffic what passes through its ports, which are its sockets, files and external programs
 */
public record VmFigures(Memory memory, Use use, Work work, Traffic traffic) {

    /**
     * {@code erlang:memory/0}, in bytes.
     *
     * @param processes allocated for processes
     * @param processesUsed the part of it that they use
     * @param system allocated for everything else, which includes the following
     * @param atom for atoms
     * @param atomUsed the part of it that atoms use
     * @param binary for binaries
     * @param code for code
     * @param ets for ETS tables
     */
    public record Memory(
            long processes,
            long processesUsed,
            long system,
            long atom,
            long atomUsed,
            long binary,
            long code,
            long ets) {}

    /** How many there are, and how many there may be. A VM that reaches a limit of atoms ends. */
    public record Use(Amount processes, Amount ports, Amount atoms, Amount etsTables) {}

    /**
     * A count and its limit.
     *
     * @param limit the most that there may be; for ETS tables only a hint (Erlang/OTP 21, erlang:system_info/1)
     */
    public record Amount(long count, long limit) {}

    /**
     * What the VM does, from {@code erlang:statistics/1}.
     *
     * @param runQueue how many processes and ports are ready to run now
     * @param schedulersOnline how many schedulers may run them
     * @param reductions total of reductions
     * @param contextSwitches total of context switches
     * @param collections total of garbage collections
     * @param wordsReclaimed total of words that these reclaimed
     * @param wordSize bytes of a word
     * @param cpuMillis CPU time of all threads
     * @param uptimeMillis time since the VM started
     */
    public record Work(
            long runQueue,
            long schedulersOnline,
            long reductions,
            long contextSwitches,
            long collections,
            long wordsReclaimed,
            long wordSize,
            long cpuMillis,
            long uptimeMillis) {}

    /**
     * {@code erlang:statistics(io)}, in bytes.
     *
     * @param in total received through ports
     * @param out total sent to ports
     */
    public record Traffic(long in, long out) {}
}

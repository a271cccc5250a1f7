package dev.beamcluster.operator.observed;

/** What is worth knowing about a pod that is not in trouble. */
public sealed interface PodNote {

    /** A container was restarted, and is ready again. */
    record Restarted(ContainerEnd end) implements PodNote {}

    /**
     * The container of the node has a CPU limit that its StatefulSet does not set, so that the VM does not have the flags for a
     * limited CPU.
     */
    record CpuLimitFromElsewhere(String limit) implements PodNote {}
}

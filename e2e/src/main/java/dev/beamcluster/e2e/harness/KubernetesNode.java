package dev.beamcluster.e2e.harness;

/** The machine on which the pods run, with root access. */
@FunctionalInterface
public interface KubernetesNode {

    /** Runs a shell command line as root. */
    CommandResult shell(String line);

    /**
     * Kills the BEAM of a pod as the kernel's OOM killer does: with SIGKILL from outside its PID namespace, where process
     * 1 can be killed.
     *
     * @param podUid the UID of the pod, which is part of the name of its cgroup
     * @throws IllegalStateException if the pod has no BEAM on this machine
     */
    default void killVm(String podUid) {
        var _ = shell(signalVm(podUid, "KILL")).orFail();
    }

    /**
     * Stops the BEAM of a pod with SIGSTOP: its connections stay open, the kernel accepts new ones, and the VM answers
     * nothing.
     *
     * @throws IllegalStateException if the pod has no BEAM on this machine
     */
    default void freezeVm(String podUid) {
        var _ = shell(signalVm(podUid, "STOP")).orFail();
    }

    /** Resumes a stopped BEAM. */
    default void thawVm(String podUid) {
        var _ = shell(signalVm(podUid, "CONT")).orFail();
    }

    private static String signalVm(String podUid, String signal) {
        // The systemd cgroup driver writes the UID with underscores.
        return """
                for p in /proc/[0-9]*; do
                  [ "$(cat $p/comm 2>/dev/null)" = beam.smp ] || continue
                  grep -qE 'pod(%s|%s)' $p/cgroup || continue
                  kill -%s ${p#/proc/} && found=1
                done
                [ -n "$found" ]
                """.formatted(podUid, podUid.replace('-', '_'), signal);
    }
}

package dev.beamcluster.e2e.harness;

/** The machine that the pods run on, as root sees it. */
@FunctionalInterface
public interface KubernetesNode {

    /** Runs a shell line as root. */
    CommandResult shell(String line);

    /**
     * Ends the BEAM of a pod as the kernel's out-of-memory killer would: by SIGKILL, from outside its process namespace,
     * where process 1 can be killed.
     *
     * @param podUid the pod's UID, which its cgroup is named after
     * @throws IllegalStateException when the pod runs no BEAM here
     */
    default void killVm(String podUid) {
        var _ = shell(signalVm(podUid, "KILL")).orFail();
    }

    /**
     * Stops the BEAM of a pod where it is: its connections stay, the kernel takes new ones for it, and it does nothing.
     *
     * @throws IllegalStateException when the pod runs no BEAM here
     */
    default void freezeVm(String podUid) {
        var _ = shell(signalVm(podUid, "STOP")).orFail();
    }

    /** Lets a stopped BEAM go on. */
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

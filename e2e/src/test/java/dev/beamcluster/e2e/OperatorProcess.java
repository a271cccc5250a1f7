package dev.beamcluster.e2e;

import java.time.Duration;
import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;

import static org.awaitility.Awaitility.await;

/**
 * The operator's process, as its node sees it.
 *
 * @param session with the operator in it
 */
record OperatorProcess(Session session) {

    /** Resident memory, in MiB. */
    long residentMebibytes() {
        var kibibytes = inProcess(
                pods().getFirst().getMetadata().getUid(), "sed -n 's/^VmRSS:[^0-9]*\\([0-9]*\\).*/\\1/p' $p/status");
        return Math.round(Long.parseLong(kibibytes) / 1024.0);
    }

    /** Deletes the operator's pod and tells how old the next one's process was when Kubernetes first called it ready. */
    Duration restart() {
        var old = pods().getFirst().getMetadata().getUid();
        session.cluster().client().pods().resource(pods().getFirst()).delete();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> pods().stream()
                        .anyMatch(pod -> !pod.getMetadata().getUid().equals(old) && isReady(pod)));
        return age(old);
    }

    /** From the start of the process to now, by the node's clock. */
    private Duration age(String old) {
        var seconds = inProcess(next(old), "echo $(cut -d' ' -f1 /proc/uptime) $(cut -d' ' -f22 $p/stat)")
                .split(" ", 2);
        return Duration.ofMillis(
                Math.round(1000 * Double.parseDouble(seconds[0]) - 10 * Double.parseDouble(seconds[1])));
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private List<Pod> pods() {
        return new OperatorLog(session.cluster(), session.operator()).pods();
    }

    private String next(String old) {
        return pods().stream()
                .map(pod -> pod.getMetadata().getUid())
                .filter(uid -> !uid.equals(old))
                .findFirst()
                .orElseThrow();
    }

    private String inProcess(String uid, String line) {
        return session.cluster()
                .node()
                .shell("""
                        for p in /proc/[0-9]*; do
                          [ "$(cat $p/comm 2>/dev/null)" = java ] && grep -qE 'pod(%s|%s)' $p/cgroup && %s
                        done
                        """.formatted(uid, uid.replace('-', '_'), line))
                .out()
                .strip();
    }
}

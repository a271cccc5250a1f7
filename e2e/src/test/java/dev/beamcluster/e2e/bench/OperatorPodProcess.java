package dev.beamcluster.e2e.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.e2e.harness.OperatorLog;
import dev.beamcluster.e2e.harness.TestCluster;

import static org.awaitility.Awaitility.await;

/**
 * The process of the operator, as its node sees it.
 *
 * @param testCluster on which the operator runs
 */
record OperatorPodProcess(TestCluster testCluster) {

    /** Resident memory, in MiB. */
    long residentMebibytes() {
        var kibibytes = inProcess(
                pods().getFirst().getMetadata().getUid(), "sed -n 's/^VmRSS:[^0-9]*\\([0-9]*\\).*/\\1/p' $p/status");
        return Math.round(Long.parseLong(kibibytes) / 1024.0);
    }

    /** Deletes the operator's pod and returns how long its replacement took from process start to the "started" log line. */
    Duration restart() {
        var old = pods().getFirst().getMetadata().getUid();
        testCluster.cluster().client().pods().resource(pods().getFirst()).delete();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> pods().size() == 1
                        && !pods().getFirst().getMetadata().getUid().equals(old)
                        && isReady(pods().getFirst())
                        && !started().isEmpty());
        return Duration.between(born(pods().getFirst().getMetadata().getUid()), Instant.parse(started()));
    }

    /** The start time of the process, by the clock of the node. */
    private Instant born(String uid) {
        var times = inProcess(uid, "echo $(date +%s%3N) $(cut -d' ' -f1 /proc/uptime) $(cut -d' ' -f22 $p/stat)")
                .split(" ", 3);
        var age = Math.round(1000 * Double.parseDouble(times[1]) - 10 * Double.parseDouble(times[2]));
        return Instant.ofEpochMilli(Long.parseLong(times[0]) - age);
    }

    private String started() {
        return new OperatorLog(testCluster.cluster(), testCluster.operator())
                .since(Instant.EPOCH).stream()
                        .filter(line -> line.endsWith("OperatorProcess started "))
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .reduce("", (_, last) -> last);
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private List<Pod> pods() {
        return new OperatorLog(testCluster.cluster(), testCluster.operator()).pods();
    }

    private String inProcess(String uid, String line) {
        return testCluster
                .cluster()
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

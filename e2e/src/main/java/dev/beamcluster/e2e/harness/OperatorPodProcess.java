package dev.beamcluster.e2e.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;

import static org.awaitility.Awaitility.await;

/**
 * The process of the operator, as its container shows it: process 1.
 *
 * @param cluster on which the operator runs
 * @param operator as installed
 */
public record OperatorPodProcess(Cluster cluster, OperatorInstall operator) {

    /** Resident memory, in MiB. */
    public long residentMebibytes() {
        return mebibytes("VmRSS");
    }

    /** Of that, what is not mapped from a file: heap, stacks, code and buffers, in MiB. */
    public long anonymousMebibytes() {
        return mebibytes("RssAnon");
    }

    /** The largest resident memory since the process was made, in MiB. */
    public long peakMebibytes() {
        return mebibytes("VmHWM");
    }

    /** CPU time since the process was made. A clock tick is 10 ms (proc_pid_stat(5), {@code sysconf(_SC_CLK_TCK)}). */
    public Duration cpu() {
        var ticks = inContainer("cut -d' ' -f14,15 /proc/1/stat").split(" ", 2);
        return Duration.ofMillis(10 * (Long.parseLong(ticks[0]) + Long.parseLong(ticks[1])));
    }

    /** Threads of the operating system. */
    public long threads() {
        return status("Threads");
    }

    private long mebibytes(String field) {
        return Math.round(status(field) / 1024.0);
    }

    /** A number of proc_pid_status(5). */
    private long status(String field) {
        return Long.parseLong(
                inContainer("sed -n 's/^%s:[^0-9]*\\([0-9]*\\).*/\\1/p' /proc/1/status".formatted(field)));
    }

    /** Deletes the operator's pod and returns how long its replacement took from process start to the "started" log line. */
    public Duration restart() {
        var old = pods().getFirst().getMetadata().getUid();
        cluster.client().pods().resource(pods().getFirst()).delete();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> pods().size() == 1
                        && !pods().getFirst().getMetadata().getUid().equals(old)
                        && isReady(pods().getFirst())
                        && !started().isEmpty());
        return Duration.between(born(), Instant.parse(started()));
    }

    /** The start time of the process, by the clock of its machine. */
    private Instant born() {
        var times = inContainer("echo $(date +%s%3N) $(cut -d' ' -f1 /proc/uptime) $(cut -d' ' -f22 /proc/1/stat)")
                .split(" ", 3);
        var age = Math.round(1000 * Double.parseDouble(times[1]) - 10 * Double.parseDouble(times[2]));
        return Instant.ofEpochMilli(Long.parseLong(times[0]) - age);
    }

    private String started() {
        return new OperatorLog(cluster, operator)
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
        return new OperatorLog(cluster, operator).pods();
    }

    private String inContainer(String line) {
        return cluster.kubectl()
                .in(operator.namespace())
                .run("exec", pods().getFirst().getMetadata().getName(), "--", "sh", "-c", line)
                .orFail()
                .strip();
    }
}

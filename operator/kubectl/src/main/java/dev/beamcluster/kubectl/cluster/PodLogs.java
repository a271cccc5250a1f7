package dev.beamcluster.kubectl.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.BytesLimitTerminateTimeTailPrettyLoggable;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.dsl.Loggable;
import io.fabric8.kubernetes.client.dsl.TailPrettyLoggable;
import io.fabric8.kubernetes.client.dsl.TimeTailPrettyLoggable;

import dev.beamcluster.kubectl.view.LogLine;
import dev.beamcluster.kubectl.view.LogLines;

/** The logs of the nodes of a BeamCluster. */
public final class PodLogs {

    /** How soon the log of a pod that is new, or whose container was restarted, is followed. */
    private static final long LOOK_MILLIS = 2000;

    private final KubernetesClient client;
    private final String namespace;
    private final String cluster;
    private final LogRequest request;

    /**
     * What was read.
     *
     * @param lines the lines of all logs, in the order of their times
     * @param failures why a log is missing, in one line for each
     */
    public record Read(List<LogLine> lines, List<String> failures) {}

    public PodLogs(KubernetesClient client, String namespace, String cluster, LogRequest request) {
        this.client = client;
        this.namespace = namespace;
        this.cluster = cluster;
        this.request = request;
    }

    /** Returns the lines that there are now. */
    public Read read() throws InterruptedException {
        List<Pod> pods = new ClusterReader(client, namespace).pods(cluster);
        var logs = new ArrayList<List<LogLine>>();
        var failures = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reading = new ArrayList<Future<List<LogLine>>>();
            for (Pod pod : pods) {
                Callable<List<LogLine>> log = () -> lines(name(pod));
                reading.add(threads.submit(log));
            }
            for (int i = 0; i < pods.size(); i++) {
                try {
                    logs.add(reading.get(i).get());
                } catch (ExecutionException e) {
                    failures.add(name(pods.get(i)) + ": " + why(e));
                }
            }
        }
        return new Read(LogLines.merged(logs), failures);
    }

    private static String why(ExecutionException failure) {
        return failure.getCause() instanceof KubernetesClientException e
                ? Unreadable.sentence(e)
                : String.valueOf(failure.getCause());
    }

    private List<LogLine> lines(String pod) {
        return log(pod).getLog().lines().map(line -> LogLine.of(pod, line)).toList();
    }

    private Loggable log(String pod) {
        BytesLimitTerminateTimeTailPrettyLoggable timed = client.pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(request.container())
                .withReadyWaitTimeout(0)
                .usingTimestamps();
        TimeTailPrettyLoggable all = request.isPrevious() ? timed.terminated() : timed;
        TailPrettyLoggable recent = request.sinceSeconds()
                .<TailPrettyLoggable>map(all::sinceSeconds)
                .orElse(all);
        return request.tail() == null ? recent : recent.tailingLines(request.tail());
    }

    /** Passes on lines as they come, until the thread is interrupted. */
    public void follow(Consumer<LogLine> lines) throws InterruptedException {
        Set<String> followed = ConcurrentHashMap.newKeySet();
        while (!Thread.currentThread().isInterrupted()) {
            for (Pod pod : new ClusterReader(client, namespace).pods(cluster)) {
                String container = pod.getMetadata().getUid() + containerId(pod);
                if (!containerId(pod).isEmpty() && followed.add(container)) {
                    Thread.startVirtualThread(() -> follow(name(pod), lines));
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private void follow(String pod, Consumer<LogLine> lines) {
        try (LogWatch watch = log(pod).watchLog();
                var reader = new BufferedReader(new InputStreamReader(watch.getOutput(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(LogLine.of(pod, line));
            }
        } catch (IOException | KubernetesClientException e) {
            // The pod is gone. If it comes back, it is followed again.
        }
    }

    private String containerId(Pod pod) {
        return pod.getStatus() == null
                ? ""
                : pod.getStatus().getContainerStatuses().stream()
                        .filter(status -> request.container().equals(status.getName()))
                        .map(ContainerStatus::getContainerID)
                        .filter(id -> id != null)
                        .findFirst()
                        .orElse("");
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }
}

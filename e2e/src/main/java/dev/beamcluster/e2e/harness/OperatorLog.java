package dev.beamcluster.e2e.harness;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.beamcluster.audit.AuditReader;

/**
 * The log of the operator's pods.
 *
 * @param cluster on which the operator runs
 * @param operator whose log to read
 */
public record OperatorLog(Cluster cluster, OperatorInstall operator) {

    private static final Pattern COMPLAINT = Pattern.compile("\\b(WARN|ERROR|FATAL|SEVERE)\\b|Exception\\b|^\\s+at ");

    /** All lines of all pods since a moment, including those of terminated containers. */
    public List<String> since(Instant moment) {
        return pods().stream().flatMap(pod -> lines(pod, moment)).toList();
    }

    /**
     * Lines since a moment at level WARN or above or with an exception, except those that match one of the patterns. Lines of
     * the audit trail are not complaints.
     */
    public List<String> complaintsSince(Instant moment, List<Pattern> expected) {
        return complaints(since(moment), expected);
    }

    /** The same of lines that were read. */
    public static List<String> complaints(List<String> lines, List<Pattern> expected) {
        return lines.stream()
                .filter(line ->
                        !AuditReader.isAudit(line) && COMPLAINT.matcher(line).find())
                .filter(line -> expected.stream()
                        .noneMatch(pattern -> pattern.matcher(line).find()))
                .toList();
    }

    /** The number of container restarts in its pods. */
    public int restarts() {
        return pods().stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .mapToInt(container -> container.getRestartCount())
                .sum();
    }

    public List<Pod> pods() {
        var labels = operator.deployment().getSpec().getSelector().getMatchLabels();
        return cluster.client()
                .pods()
                .inNamespace(operator.namespace())
                .withLabels(labels)
                .list()
                .getItems();
    }

    private Stream<String> lines(Pod pod, Instant moment) {
        return Stream.of(true, false).flatMap(ended -> lines(pod, moment, ended));
    }

    private Stream<String> lines(Pod pod, Instant moment, boolean ended) {
        try {
            var resource = cluster.client().pods().resource(pod);
            var log = ended ? resource.terminated() : resource;
            return log.sinceTime(moment.toString()).getLog().lines();
        } catch (KubernetesClientException e) {
            // Status 400: no previous container exists, or this one has not started.
            return Stream.empty();
        }
    }
}

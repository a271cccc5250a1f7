package dev.beamcluster.e2e.harness;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * What the operator's pods logged.
 *
 * @param cluster it runs on
 * @param operator which one
 */
public record OperatorLog(Cluster cluster, OperatorInstall operator) {

    private static final Pattern COMPLAINT = Pattern.compile("\\b(WARN|ERROR|FATAL|SEVERE)\\b|Exception\\b|^\\s+at ");

    /** All lines since a moment, of all pods, those of containers that ended before too. */
    public List<String> since(Instant moment) {
        return pods().stream().flatMap(pod -> lines(pod, moment)).toList();
    }

    /** Lines at level WARN or above, or with an exception, since a moment, which none of the patterns is found in. */
    public List<String> complaintsSince(Instant moment, List<Pattern> expected) {
        return since(moment).stream()
                .filter(line -> COMPLAINT.matcher(line).find())
                .filter(line -> expected.stream()
                        .noneMatch(pattern -> pattern.matcher(line).find()))
                .toList();
    }

    /** How often containers of its pods were started again. */
    public int restarts() {
        return pods().stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .mapToInt(container -> container.getRestartCount())
                .sum();
    }

    /** The operator's pods. */
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
            // 400: there is no earlier container, or this one has not started.
            return Stream.empty();
        }
    }
}

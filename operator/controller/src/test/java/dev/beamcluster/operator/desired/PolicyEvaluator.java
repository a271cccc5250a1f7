package dev.beamcluster.operator.desired;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;

/** Evaluates network policies with cyclonus, which implements Kubernetes' rules independently of this project. */
final class PolicyEvaluator {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PolicyEvaluator() {}

    /** A pod. Its namespace has the label with its name, which Kubernetes sets. */
    record Pod(
            @JsonProperty("Namespace") String namespace,
            @JsonProperty("PodLabels") Map<String, String> labels) {

        @JsonProperty("NamespaceLabels")
        Map<String, String> namespaceLabels() {
            return Map.of("kubernetes.io/metadata.name", namespace);
        }
    }

    /** One end of a connection; without a pod it is outside Kubernetes. */
    record Peer(
            @JsonProperty("IP") String address,

            @JsonProperty("Internal") @org.jspecify.annotations.Nullable
            Pod pod) {}

    /**
     * A connection attempt.
     *
     * @param portName the name of that port in the destination's pod; empty if it has none
     */
    record Traffic(
            @JsonProperty("Source") Peer source,
            @JsonProperty("Destination") Peer destination,
            @JsonProperty("ResolvedPort") int port,
            @JsonProperty("ResolvedPortName") String portName,
            @JsonProperty("Protocol") String protocol) {}

    private record Question(List<NetworkPolicy> policies, List<Traffic> traffic) {}

    /** Whether each of these attempts is allowed, in the same order. */
    static List<Boolean> allows(List<NetworkPolicy> policies, List<Traffic> traffic) {
        try {
            var process = new ProcessBuilder("src/test/netpol/evaluate")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var question = process.getOutputStream()) {
                question.write(JSON.writeValueAsBytes(new Question(policies, traffic)));
            }
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the evaluator ended with " + process.exitValue());
            }
            return Stream.of(answer.split("\n", -1))
                    .filter(line -> !line.isEmpty())
                    .map(Boolean::valueOf)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

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

/** What cyclonus says of network policies: it knows how Kubernetes reads them, and nothing of how they came about. */
final class PolicyEvaluator {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PolicyEvaluator() {}

    /** A pod; its namespace has the label with its name that Kubernetes gives. */
    record Pod(
            @JsonProperty("Namespace") String namespace,
            @JsonProperty("PodLabels") Map<String, String> labels) {

        @JsonProperty("NamespaceLabels")
        Map<String, String> namespaceLabels() {
            return Map.of("kubernetes.io/metadata.name", namespace);
        }
    }

    /** Somebody with an address; nobody of Kubernetes where there is no pod. */
    record Peer(
            @JsonProperty("IP") String address,

            @JsonProperty("Internal") @org.jspecify.annotations.Nullable
            Pod pod) {}

    /**
     * A connection that is tried.
     *
     * @param portName what the destination's pod calls that port; empty where it names none
     */
    record Traffic(
            @JsonProperty("Source") Peer source,
            @JsonProperty("Destination") Peer destination,
            @JsonProperty("ResolvedPort") int port,
            @JsonProperty("ResolvedPortName") String portName,
            @JsonProperty("Protocol") String protocol) {}

    private record Question(List<NetworkPolicy> policies, List<Traffic> traffic) {}

    /** For each of them whether it gets through, in their order. */
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

package dev.beamcluster.e2e.dist;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLParameters;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;

/**
 * As much of an API server as {@code kubectl beam status} asks for, over TLS and with a client certificate: what the JVM loads for
 * these is most of what it loads.
 */
final class TrainingApi implements AutoCloseable {

    private static final String CLUSTER = """
            {"apiVersion": "beamcluster.dev/v1alpha1", "kind": "BeamCluster",
             "metadata": {"name": "chat", "namespace": "training", "generation": 1, "uid": "1",
               "creationTimestamp": "2026-01-01T00:00:00Z"},
             "spec": {"replicas": 2, "image": "example/chat:1.4.0",
               "ports": [{"name": "http", "port": 8080}], "env": [{"name": "STAGE", "value": "training"}]},
             "status": {"observedGeneration": 1, "replicas": 2, "readyReplicas": 2,
               "summary": {"nodes": "2/2", "links": "2/2", "islands": "1", "otp": "27"},
               "nodes": [%s, %s], "mesh": {"expectedLinks": 2, "establishedLinks": 2},
               "conditions": [%s, %s, %s],
               "history": [{"time": "2026-01-01T00:01:00Z", "ready": "True", "reason": "FullMesh",
                 "links": [{"from": "chat-0", "to": "chat-1"}], "nodes": [{"pod": "chat-0", "state": "Meshed"}]}]}}""".formatted(
                    node(0),
                    node(1),
                    condition("Ready", "True", "FullMesh"),
                    condition("Meshed", "True", "FullMesh"),
                    condition("Reconciling", "False", "UpToDate"));

    private static final String PODS = """
            {"apiVersion": "v1", "kind": "PodList", "metadata": {"resourceVersion": "1"}, "items": [
             {"metadata": {"name": "chat-0", "namespace": "training", "labels": {"beamcluster.dev/cluster": "chat"}},
              "spec": {"nodeName": "worker", "containers": [{"name": "beam", "image": "example/chat:1.4.0",
                "env": [{"name": "BEAM_NODE", "value": "x"}], "ports": [{"name": "http", "containerPort": 8080}]}]},
              "status": {"phase": "Running", "podIP": "10.0.0.1", "conditions": [{"type": "Ready", "status": "True"}],
                "containerStatuses": [{"name": "beam", "restartCount": 0, "ready": true, "image": "x", "imageID": "x",
                  "state": {"running": {"startedAt": "2026-01-01T00:00:00Z"}}}]}}]}""";

    private static final String EVENTS = """
            {"apiVersion": "v1", "kind": "EventList", "metadata": {"resourceVersion": "1"}, "items": [
             {"metadata": {"name": "chat.1", "namespace": "training"}, "type": "Normal", "reason": "UpToDate",
              "message": "the rollout is complete", "eventTime": "2026-01-01T00:01:00.000000Z",
              "involvedObject": {"kind": "BeamCluster", "name": "chat", "namespace": "training"}}]}""";

    private static final Map<String, String> ANSWERS = Map.of(
            "/apis/beamcluster.dev/v1alpha1/namespaces/training/beamclusters/chat", CLUSTER,
            "/api/v1/namespaces/training/pods", PODS,
            "/api/v1/namespaces/training/events", EVENTS);

    private final HttpsServer server;
    private final TrainingKeys keys;

    TrainingApi(TrainingKeys keys) throws IOException {
        this.keys = keys;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(keys.ofServer()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters needed = getSSLContext().getDefaultSSLParameters();
                needed.setNeedClientAuth(true);
                parameters.setSSLParameters(needed);
            }
        });
        server.createContext("/", TrainingApi::answer);
        server.start();
    }

    private static String node(int ordinal) {
        return """
                {"pod": "chat-%1$d", "node": "chat@chat-%1$d.chat-nodes.training.svc", "state": "Meshed",
                 "since": "2026-01-01T00:01:00Z", "otpRelease": "27", "release": "chat 1.4.0"}""".formatted(ordinal);
    }

    private static String condition(String type, String status, String reason) {
        return """
                {"type": "%s", "status": "%s", "reason": "%s", "message": "training", "observedGeneration": 1,
                 "lastTransitionTime": "2026-01-01T00:01:00Z"}""".formatted(type, status, reason);
    }

    /** A configuration with which kubectl and its plugins find this server. */
    String kubeconfig() throws IOException {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: training, cluster: {server: "https://127.0.0.1:%d", %s}}]
                users: [{name: person, user: {%s}}]
                contexts: [{name: training, context: {cluster: training, user: person, namespace: training}}]
                current-context: training
                """.formatted(server.getAddress().getPort(), keys.ofKubeconfigCluster(), keys.ofKubeconfigUser());
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String found = ANSWERS.get(exchange.getRequestURI().getPath());
        String text = found == null ? "{\"kind\": \"Status\", \"code\": 404, \"message\": \"not found\"}" : found;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(found == null ? 404 : 200, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

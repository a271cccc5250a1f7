package dev.beamcluster.operator.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** A real Prometheus that scrapes one target of the test every second, and evaluates the alerts. */
final class PrometheusServer implements AutoCloseable {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final HttpServer target;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    /** Writes the metrics of the target. */
    @FunctionalInterface
    interface Target {
        void writeTo(OutputStream out) throws IOException;
    }

    PrometheusServer(Path folder, Target metrics) throws IOException {
        target = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        target.createContext("/metrics", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                metrics.writeTo(out);
            }
        });
        target.start();
        address = HERE.getHostAddress() + ":" + freePort();
        Path config = Files.writeString(folder.resolve("prometheus.yaml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: beamcluster
                    honor_labels: true
                    static_configs: [{targets: ["%s:%d"]}]
                """.formatted(
                        Chart.DEPLOY.resolve("chart/monitoring/rules.yaml").toRealPath(),
                        HERE.getHostAddress(),
                        target.getAddress().getPort()));
        process = new ProcessBuilder(
                        "./prometheus",
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address)
                .directory(Chart.DEPLOY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, HERE)) {
            return socket.getLocalPort();
        }
    }

    /** Returns the samples of an instant query, each with its labels. */
    List<Map<String, String>> query(String expression) throws IOException, InterruptedException {
        var uri = URI.create("http://%s/api/v1/query?query=%s"
                .formatted(address, URLEncoder.encode(expression, StandardCharsets.UTF_8)));
        var answer = http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(expression + ": " + answer.body());
        }
        Answer parsed = Objects.requireNonNull(new KubernetesSerialization().unmarshal(answer.body(), Answer.class));
        return parsed.data().result().stream().map(Sample::metric).toList();
    }

    /** What Prometheus answers, as far as it is read: newer versions also have notes about the names of metrics. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(String status, Data data) {}

    record Data(String resultType, List<Sample> result) {}

    record Sample(Map<String, String> metric, List<Object> value) {}

    @Override
    public void close() {
        process.destroy();
        target.stop(0);
        http.close();
    }
}

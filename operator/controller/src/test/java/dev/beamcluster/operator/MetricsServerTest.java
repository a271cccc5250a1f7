package dev.beamcluster.operator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.beamcluster.operator.metrics.OperatorMetrics;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsServerTest {

    private final OperatorMetrics metrics = new OperatorMetrics();

    @Test
    void theMetricsAreServedAsTextOfPrometheus() throws Exception {
        try (var server = server();
                var http = HttpClient.newHttpClient()) {
            var answer = http.send(request(server, "GET"), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(answer.body())
                    .contains("# TYPE jvm_memory_used_bytes gauge", "# TYPE beamcluster_condition gauge")
                    .endsWith("\n");
        }
    }

    @Test
    void nothingIsWrittenThere() throws Exception {
        try (var server = server();
                var http = HttpClient.newHttpClient()) {
            var answer = http.send(request(server, "POST"), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(405);
        }
    }

    private MetricsServer server() {
        return new MetricsServer(0, out -> metrics.write(out, _ -> new TreeMap<>()));
    }

    private static HttpRequest request(MetricsServer server, String method) throws IOException {
        return HttpRequest.newBuilder(URI.create("http://%s:%d/metrics"
                        .formatted(InetAddress.getLoopbackAddress().getHostAddress(), server.port())))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
    }
}

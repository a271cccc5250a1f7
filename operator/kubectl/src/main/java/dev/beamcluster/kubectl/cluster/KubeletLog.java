package dev.beamcluster.kubectl.cluster;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.kubectl.audit.AuditLog;
import dev.beamcluster.kubectl.view.Asked;

/**
 * A file below {@code /var/log} of a Kubernetes node, which its kubelet serves. It serves a part of a file as well (RFC 9110, range
 * requests), so that the end of a large one can be read alone.
 *
 * @param node the Kubernetes node
 * @param path the file below {@code /var/log}
 */
record KubeletLog(KubernetesClient client, String node, String path) {

    private static final int NOT_FOUND = 404;
    private static final int PATIENCE_SECONDS = 60;

    /**
     * Reads the file.
     *
     * @param bytes from its end, at most; {@link Long#MAX_VALUE} for all of it
     */
    Asked<AuditLog> read(long bytes) {
        Asked<HttpResponse<String>> asked = ClusterReader.asked(() -> get(bytes));
        return switch (asked) {
            case Asked.Unanswered<HttpResponse<String>>(String why) -> new Asked.Unanswered<>(why);
            case Asked.Got<HttpResponse<String>>(HttpResponse<String> answer)
            when answer.code() == NOT_FOUND ->
                new Asked.Unanswered<>(
                        "there is no /var/log/%s on %s: the audit log is off, or elsewhere (docs/audit.md)"
                                .formatted(path, node));
            case Asked.Got<HttpResponse<String>>(HttpResponse<String> answer) -> new Asked.Got<>(log(answer, bytes));
        };
    }

    private AuditLog log(HttpResponse<String> answer, long bytes) {
        String text = Objects.requireNonNullElse(answer.body(), "");
        return AuditLog.of("/var/log/%s on %s".formatted(path, node), text, isCut(answer, bytes));
    }

    /** {@code Content-Range: bytes 0-99/100} is a whole file. */
    private static boolean isCut(HttpResponse<String> answer, long bytes) {
        List<String> ranges = answer.headers("Content-Range");
        return bytes < Long.MAX_VALUE && ranges.stream().anyMatch(range -> !range.startsWith("bytes 0-"));
    }

    /** Returns the answer if it is a success, or if the kubelet has no such file. */
    private HttpResponse<String> get(long bytes) {
        HttpRequest.Builder request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(address())
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (bytes < Long.MAX_VALUE) {
            request.header("Range", "bytes=-" + bytes);
        }
        HttpResponse<String> answer = sent(request.build());
        @Nullable Status status = answer.isSuccessful() ? null : status(answer);
        if (status != null) {
            throw new KubernetesClientException(status.getMessage(), answer.code(), status);
        }
        return answer;
    }

    private URI address() {
        try {
            URI server = client.getMasterUrl().toURI();
            String root = server.getPath().endsWith("/") ? server.getPath() : server.getPath() + "/";
            String file = root + "api/v1/nodes/" + node + "/proxy/logs/" + path;
            return new URI(server.getScheme(), server.getAuthority(), file, null, null);
        } catch (URISyntaxException e) {
            throw new Unreadable(
                    "%s on %s is not a file that can be asked for: %s".formatted(path, node, e.getMessage()));
        }
    }

    private HttpResponse<String> sent(HttpRequest request) {
        try {
            return client.getHttpClient().sendAsync(request, String.class).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted", e);
        } catch (TimeoutException e) {
            throw new KubernetesClientException("no answer within %d s".formatted(PATIENCE_SECONDS));
        } catch (ExecutionException e) {
            throw new KubernetesClientException("the request failed", Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    /** Returns what is wrong; null if the kubelet, which answers in plain text, has no such file. */
    private @Nullable Status status(HttpResponse<String> answer) {
        String body = Objects.requireNonNullElse(answer.body(), "");
        if (body.startsWith("{")) {
            return client.getKubernetesSerialization().unmarshal(body, Status.class);
        }
        return answer.code() == NOT_FOUND
                ? null
                : new StatusBuilder()
                        .withCode(answer.code())
                        .withMessage(body.isBlank() ? "HTTP " + answer.code() : body.strip())
                        .build();
    }
}

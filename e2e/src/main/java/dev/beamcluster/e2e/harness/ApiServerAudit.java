package dev.beamcluster.e2e.harness;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;

import dev.beamcluster.audit.ApiServerLog;
import dev.beamcluster.audit.AuditEntry;

/**
 * What the API server writes down for the audit trail during a run. Each byte of its log is read once, because the log has the requests
 * of all tests. Without such a log, or without the right to read it, there are no entries.
 */
public final class ApiServerAudit {

    private static final String LOG = "kubernetes/audit/audit.log";
    private static final Pattern SIZE = Pattern.compile("bytes .*/(\\d+)");
    private static final int SECONDS = 30;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final KubernetesClient client;
    private final Map<String, List<AuditEntry>> entries = new HashMap<>();
    private final ByteArrayOutputStream incomplete = new ByteArrayOutputStream();
    private long offset;

    public ApiServerAudit(KubernetesClient client) {
        this.client = client;
    }

    /** The entries about objects in a namespace since a moment, in the order of the log. */
    public synchronized List<AuditEntry> of(String namespace, Instant since) throws TimeoutException {
        read();
        return entries.getOrDefault(namespace, List.of()).stream()
                .filter(entry -> !entry.time().isBefore(since))
                .toList();
    }

    private void read() throws TimeoutException {
        var response = get();
        if (response.code() == PARTIAL_CONTENT) {
            offset += response.body().length;
            add(response.body());
        } else if (response.code() == RANGE_NOT_SATISFIABLE && size(response) < offset) {
            // The log was rotated. What was written between the last reading and the rotation is in another file.
            offset = 0;
            incomplete.reset();
            read();
        }
    }

    private HttpResponse<byte[]> get() throws TimeoutException {
        var node = client.nodes().list().getItems().getFirst().getMetadata().getName();
        var request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(URI.create("%sapi/v1/nodes/%s/proxy/logs/%s".formatted(client.getMasterUrl(), node, LOG)))
                .header("Range", "bytes=%d-".formatted(offset))
                .build();
        try {
            return client.getHttpClient().sendAsync(request, byte[].class).get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static long size(HttpResponse<byte[]> response) {
        var size = SIZE.matcher(String.join("", response.headers("Content-Range")));
        return size.matches() ? Long.parseLong(size.group(1)) : Long.MAX_VALUE;
    }

    private void add(byte[] bytes) {
        var end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        // A line that is still being written is read to its end next time.
        incomplete.write(bytes, 0, end);
        if (end > 0) {
            ApiServerLog.of(incomplete.toString(StandardCharsets.UTF_8).lines().toList())
                    .entries()
                    .forEach(entry -> entries.computeIfAbsent(entry.subject().namespace(), _ -> new ArrayList<>())
                            .add(entry));
            incomplete.reset();
        }
        incomplete.write(bytes, end, bytes.length - end);
    }
}

package dev.beamcluster.operator.metrics;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts the requests to the API server, with each retry, by verb, resource and code, as {@code beamcluster_api_requests_total}. The
 * code of a request without an answer is 0. A watch over a web socket counts with 101 when it is asked for, and again if it is refused.
 */
public final class ApiRequests implements Interceptor {

    /** The name of this interceptor in a client. */
    public static final String NAME = "metrics";

    private static final int NO_ANSWER = 0;
    private static final int SWITCHING_PROTOCOLS = 101;

    private final MeterRegistry registry;

    public ApiRequests(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (!(builder instanceof HttpRequest.Builder)) {
            count("GET", request.uri(), SWITCHING_PROTOCOLS);
        }
    }

    @Override
    public CompletableFuture<Boolean> afterFailure(BasicBuilder builder, HttpResponse<?> response, RequestTags tags) {
        if (!(builder instanceof HttpRequest.Builder) && response.request() != null) {
            count("GET", response.request().uri(), response.code());
        }
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        count(request.method(), request.uri(), response.code());
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable failure) {
        count(request.method(), request.uri(), NO_ANSWER);
    }

    private void count(String method, URI uri, int code) {
        ApiCall call = ApiCall.of(method, uri);
        Counter.builder("beamcluster.api.requests")
                .description("Requests to the API server, with each retry.")
                .tag("verb", call.verb())
                .tag("resource", call.resource())
                .tag("code", Integer.toString(code))
                .register(registry)
                .increment();
    }
}

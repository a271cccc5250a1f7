package dev.beamcluster.operator.audit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.audit.Cause;
import dev.beamcluster.audit.Outcome;
import dev.beamcluster.operator.metrics.ApiCall;

/**
 * Writes an entry for each attempt of a write to the API server, and counts everything else. The client makes a new request of each
 * attempt, and repeats it on another thread; its body is the only thing that all of them share.
 */
public final class ApiAudit implements Interceptor {

    /** The name of this interceptor in a client. */
    public static final String NAME = "audit";

    private static final String REQUEST_ID = "Audit-ID";
    private static final String NO_ANSWER = "no answer";

    private static final Set<String> READS = Set.of("get", "list", "watch", "other");

    /** Reviews are questions about rights: they are created, and nothing is stored. */
    private static final String REVIEWS = "selfsubject";

    private static final String LEASES = "leases";

    /** Longer than the client waits for an answer. After its last attempt it does not tell its interceptors that none came. */
    private static final Duration LOST = Duration.ofMinutes(2);

    private final AuditTrail trail;
    private final Map<Object, Cause> causes = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<Object, Attempt> pending = new ConcurrentHashMap<>();

    public ApiAudit(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (!(builder instanceof HttpRequest.Builder)) {
            trail.count("watch", ApiCall.of("GET", request.uri()).resource());
        } else if (isWrite(ApiCall.of(request.method(), request.uri()))) {
            causes.computeIfAbsent(body(request), _ -> WriteCause.current());
        }
    }

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
            AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
        ApiCall call = ApiCall.of(request.method(), request.uri());
        if (!isWrite(call)) {
            trail.count(call.verb(), call.resource());
            return consumer;
        }
        noteLost();
        Object body = body(request);
        var attempt = new Attempt(call.verb(), request, causes.getOrDefault(body, Cause.NONE), consumer);
        Attempt former = pending.put(body, attempt);
        if (former != null) {
            note(former, former.unanswered(NO_ANSWER), "");
        }
        return attempt;
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        @Nullable Attempt attempt = consumer.unwrap(Attempt.class);
        if (attempt == null) {
            return;
        }
        pending.remove(body(request), attempt);
        String id = Objects.requireNonNullElse(response.header(REQUEST_ID), "");
        if (response.isSuccessful() || !(response.body() instanceof AsyncBody body)) {
            note(attempt, attempt.answered(response.code()), id);
        } else {
            // What the API server says comes after its code. It also ends if the client does not want it.
            CompletableFuture<Void> read = body.done();
            var _ = read.whenComplete((_, _) -> note(attempt, attempt.answered(response.code()), id));
        }
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable failure) {
        Attempt attempt = pending.remove(body(request));
        if (attempt != null) {
            note(attempt, attempt.unanswered(Objects.requireNonNullElse(failure.getMessage(), NO_ANSWER)), "");
        }
    }

    private void noteLost() {
        pending.forEach((body, attempt) -> {
            if (attempt.isOlderThan(LOST) && pending.remove(body, attempt)) {
                note(attempt, attempt.unanswered(NO_ANSWER), "");
            }
        });
    }

    /** Notes the attempts that have no answer yet, before the process ends. */
    public void end() {
        pending.forEach((body, attempt) -> {
            if (pending.remove(body, attempt)) {
                note(attempt, attempt.unanswered(NO_ANSWER), "");
            }
        });
    }

    /** A leader renews its Lease every few seconds. */
    private void note(Attempt attempt, Outcome outcome, String requestId) {
        boolean isRenewal = attempt.subject().resource().equals(LEASES)
                && !attempt.verb().equals("create")
                && outcome.result() == Outcome.Result.OK;
        if (isRenewal) {
            trail.count(attempt.verb(), LEASES);
        } else {
            trail.wrote(attempt.verb(), attempt.subject(), attempt.cause(), outcome, requestId);
        }
    }

    private static boolean isWrite(ApiCall call) {
        return !READS.contains(call.verb()) && !call.resource().startsWith(REVIEWS);
    }

    private static Object body(HttpRequest request) {
        Object body = request instanceof StandardHttpRequest standard ? standard.body() : null;
        return Objects.requireNonNullElse(body, request);
    }
}

package dev.beamcluster.operator.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;

import dev.beamcluster.audit.Cause;
import dev.beamcluster.audit.Outcome;
import dev.beamcluster.audit.Subject;

/** One attempt of a write. Keeps the beginning of the answer, in which the API server says why it refuses. */
final class Attempt implements AsyncBody.Consumer<List<ByteBuffer>> {

    /** Enough for the message of a Status, which is before its details. */
    private static final int KEPT = 8192;

    /** What the API server says about a Secret may quote it. */
    private static final String SECRETS = "secrets";

    private static final JsonFactory JSON = new JsonFactory();

    private final String verb;
    private final Subject subject;
    private final Cause cause;
    private final long start;
    private final AsyncBody.Consumer<List<ByteBuffer>> reader;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /**
     * Creates an attempt that begins now.
     *
     * @param reader reads the answer
     */
    Attempt(String verb, HttpRequest request, Cause cause, AsyncBody.Consumer<List<ByteBuffer>> reader) {
        this.verb = verb;
        this.subject = RequestedObject.of(request);
        this.cause = cause;
        this.start = System.nanoTime();
        this.reader = reader;
    }

    @Override
    public void consume(List<ByteBuffer> parts, AsyncBody body) throws Exception {
        keep(parts);
        reader.consume(parts, body);
    }

    @Override
    public <U> U unwrap(Class<U> type) {
        return type.isInstance(this) ? type.cast(this) : reader.unwrap(type);
    }

    private synchronized void keep(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            byte[] bytes = new byte[Math.min(part.remaining(), KEPT - kept.size())];
            part.duplicate().get(bytes);
            kept.writeBytes(bytes);
        }
    }

    String verb() {
        return verb;
    }

    Subject subject() {
        return subject;
    }

    Cause cause() {
        return cause;
    }

    /** Whether it began longer ago than this. */
    boolean isOlderThan(Duration age) {
        return System.nanoTime() - start > age.toNanos();
    }

    /** Returns the outcome of an answer with this code. */
    Outcome answered(int code) {
        return Outcome.ofHttp(code, message(), millis());
    }

    /** Returns the outcome of an attempt without an answer. */
    Outcome unanswered(String why) {
        return Outcome.ofHttp(0, why, millis());
    }

    private long millis() {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private synchronized String message() {
        if (subject.resource().startsWith(SECRETS)) {
            return "";
        }
        try (JsonParser json = JSON.createParser(kept.toByteArray())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                boolean isOutermost = json.getParsingContext().getParent() != null
                        && json.getParsingContext().getParent().inRoot();
                if (token == JsonToken.FIELD_NAME && isOutermost && "message".equals(json.currentName())) {
                    return Objects.requireNonNullElse(json.nextTextValue(), "");
                }
            }
        } catch (IOException e) {
            return ""; // Cut off before its end, or no Status.
        }
        return "";
    }
}

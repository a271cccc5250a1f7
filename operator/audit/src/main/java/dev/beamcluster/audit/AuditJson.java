package dev.beamcluster.audit;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** Writes entries as lines of JSON. The order of the members is part of the schema, because the hash is that of the text. */
public final class AuditJson {

    /** The version of the schema. A member that is added does not change it. */
    public static final int VERSION = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private AuditJson() {}

    /** Returns the line of an entry without a chain. */
    public static String text(AuditEntry entry) {
        return written(json -> write(json, entry));
    }

    /** Returns the line of an entry without its hash. */
    static String text(AuditEntry entry, ChainLink link) {
        return written(json -> {
            write(json, entry);
            json.writeStringField("process", link.process());
            json.writeNumberField("seq", link.sequence());
            json.writeStringField("prev", link.before());
        });
    }

    /** Writes the members of an object. */
    @FunctionalInterface
    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    private static String written(Members members) {
        Writer text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, AuditEntry entry) throws IOException {
        json.writeNumberField("audit", VERSION);
        json.writeStringField("time", entry.time().toString());
        json.writeStringField("source", Words.of(entry.source()));
        json.writeStringField("kind", Words.of(entry.kind()));
        text(json, "actor", entry.actor());
        text(json, "action", entry.action());
        write(json, entry.subject());
        write(json, entry.cause());
        write(json, entry.outcome());
        text(json, "requestId", entry.requestId());
        write(json, entry.counts());
    }

    private static void write(JsonGenerator json, Subject subject) throws IOException {
        if (!subject.resource().isEmpty()) {
            json.writeObjectFieldStart("object");
            text(json, "resource", subject.resource());
            text(json, "namespace", subject.namespace());
            text(json, "name", subject.name());
            json.writeEndObject();
        }
        text(json, "node", subject.node());
        if (!subject.peers().isEmpty()) {
            json.writeArrayFieldStart("peers");
            for (String peer : subject.peers()) {
                json.writeString(peer);
            }
            json.writeEndArray();
        }
    }

    private static void write(JsonGenerator json, Cause cause) throws IOException {
        if (!cause.equals(Cause.NONE)) {
            json.writeObjectFieldStart("cause");
            text(json, "namespace", cause.namespace());
            text(json, "beamcluster", cause.name());
            if (cause.generation() > 0) {
                json.writeNumberField("generation", cause.generation());
            }
            text(json, "step", cause.step());
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Outcome outcome) throws IOException {
        json.writeStringField("result", Words.of(outcome.result()));
        if (outcome.code() != Outcome.NO_CODE) {
            json.writeNumberField("code", outcome.code());
        }
        text(json, "message", outcome.message());
        if (outcome.millis() != Outcome.NOT_MEASURED) {
            json.writeNumberField("millis", outcome.millis());
        }
    }

    private static void write(JsonGenerator json, List<AuditEntry.Count> counts) throws IOException {
        if (counts.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("counts");
        for (AuditEntry.Count each : counts) {
            json.writeStartObject();
            text(json, "user", each.user());
            text(json, "verb", each.verb());
            text(json, "resource", each.resource());
            json.writeNumberField("count", each.count());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }
}

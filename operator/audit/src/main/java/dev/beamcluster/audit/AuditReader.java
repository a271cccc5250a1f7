package dev.beamcluster.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads lines of the audit trail. Members that it does not know are ignored: a later version of the operator may have written them. */
public final class AuditReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AuditReader() {}

    /** Whether a line claims to be one of the audit trail. */
    public static boolean isAudit(String line) {
        return line.startsWith(AuditLine.PREFIX);
    }

    /** Returns the entry of a line; empty if it is none, or was cut, or cannot be understood. */
    public static Optional<AuditLine> read(String line) {
        if (!isAudit(line)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(line);
            return entry(json).map(entry -> line(line, json, entry));
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static AuditLine line(String line, JsonNode json, AuditEntry entry) {
        String process = json.path("process").asText();
        if (process.isEmpty()) {
            return new AuditLine(entry, Optional.empty(), "", true);
        }
        String hash = json.path("hash").asText();
        var link = new ChainLink(
                process, json.path("seq").asLong(), json.path("prev").asText());
        return new AuditLine(
                entry, Optional.of(link), hash, Chain.computed(line).equals(hash));
    }

    private static Optional<AuditEntry> entry(JsonNode json) {
        Optional<AuditEntry.Source> source =
                Words.read(AuditEntry.Source.class, json.path("source").asText());
        Optional<AuditEntry.Kind> kind =
                Words.read(AuditEntry.Kind.class, json.path("kind").asText());
        Optional<Outcome.Result> result =
                Words.read(Outcome.Result.class, json.path("result").asText());
        if (source.isEmpty() || kind.isEmpty() || result.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AuditEntry(
                Instant.parse(json.path("time").asText()),
                source.get(),
                kind.get(),
                json.path("actor").asText(),
                json.path("action").asText(),
                subject(json),
                cause(json.path("cause")),
                new Outcome(
                        result.get(),
                        json.path("code").asInt(Outcome.NO_CODE),
                        json.path("message").asText(),
                        json.path("millis").asLong(Outcome.NOT_MEASURED)),
                json.path("requestId").asText(),
                counts(json.path("counts"))));
    }

    private static Subject subject(JsonNode json) {
        JsonNode object = json.path("object");
        var peers = new ArrayList<String>();
        json.path("peers").forEach(peer -> peers.add(peer.asText()));
        return new Subject(
                object.path("resource").asText(),
                object.path("namespace").asText(),
                object.path("name").asText(),
                json.path("node").asText(),
                peers);
    }

    private static Cause cause(JsonNode json) {
        return new Cause(
                json.path("namespace").asText(),
                json.path("beamcluster").asText(),
                json.path("generation").asLong(),
                json.path("step").asText());
    }

    private static List<AuditEntry.Count> counts(JsonNode json) {
        var counts = new ArrayList<AuditEntry.Count>();
        json.forEach(each -> counts.add(new AuditEntry.Count(
                each.path("user").asText(),
                each.path("verb").asText(),
                each.path("resource").asText(),
                each.path("count").asLong())));
        return counts;
    }
}

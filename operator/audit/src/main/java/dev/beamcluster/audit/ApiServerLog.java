package dev.beamcluster.audit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.beamcluster.audit.AuditEntry.Count;

/**
 * The audit log of the API server (audit.k8s.io/v1, Event), in the schema of the audit trail.
 *
 * @param entries writes, and reads that were refused, in the order of the log
 * @param reads how often each user read what
 * @param unreadable how many lines are no events
 */
public record ApiServerLog(List<AuditEntry> entries, List<Count> reads, int unreadable) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> READS = Set.of("get", "list", "watch");
    private static final Set<Integer> NO_RIGHT = Set.of(401, 403);
    private static final String SECRETS = "secrets";

    public ApiServerLog {
        entries = List.copyOf(entries);
        reads = List.copyOf(reads);
    }

    /** Reads the lines of a log. */
    public static ApiServerLog of(Collection<String> lines) {
        var entries = new ArrayList<AuditEntry>();
        Map<List<String>, Long> reads = new TreeMap<>(ApiServerLog::compare);
        int unreadable = 0;
        for (String line : lines) {
            Optional<JsonNode> event = event(line);
            Optional<AuditEntry> entry = event.flatMap(ApiServerLog::entry);
            if (entry.isEmpty()) {
                unreadable += line.isBlank() ? 0 : 1;
            } else if (isOver(event.get())) {
                if (isCounted(entry.get())) {
                    reads.merge(
                            List.of(
                                    entry.get().actor(),
                                    entry.get().action(),
                                    entry.get().subject().resource()),
                            1L,
                            Long::sum);
                } else {
                    entries.add(entry.get());
                }
            }
        }
        return new ApiServerLog(entries, counts(reads), unreadable);
    }

    private static int compare(List<String> one, List<String> other) {
        return String.join("\0", one).compareTo(String.join("\0", other));
    }

    private static List<Count> counts(Map<List<String>, Long> reads) {
        return reads.entrySet().stream()
                .map(read -> new Count(
                        read.getKey().get(0),
                        read.getKey().get(1),
                        read.getKey().get(2),
                        read.getValue()))
                .toList();
    }

    private static boolean isCounted(AuditEntry entry) {
        return READS.contains(entry.action())
                && !NO_RIGHT.contains(entry.outcome().code());
    }

    private static Optional<JsonNode> event(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            return json != null && json.path("kind").asText().equals("Event") && json.has("auditID")
                    ? Optional.of(json)
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A request may be written at several stages: a watch counts when it has begun, all else when it has ended. */
    private static boolean isOver(JsonNode event) {
        String stage = event.path("stage").asText();
        return event.path("verb").asText().equals("watch")
                ? stage.equals("ResponseStarted")
                : stage.equals("ResponseComplete") || stage.equals("Panic");
    }

    private static Optional<AuditEntry> entry(JsonNode event) {
        try {
            Instant received =
                    Instant.parse(event.path("requestReceivedTimestamp").asText());
            Instant ended = Instant.parse(event.path("stageTimestamp").asText());
            Subject subject = subject(event.path("objectRef"));
            return Optional.of(new AuditEntry(
                    ended,
                    AuditEntry.Source.API_SERVER,
                    AuditEntry.Kind.REQUEST,
                    actor(event),
                    event.path("verb").asText(),
                    subject,
                    Cause.NONE,
                    outcome(event.path("responseStatus"), subject, Duration.between(received, ended)),
                    event.path("auditID").asText(),
                    List.of()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String actor(JsonNode event) {
        String user = event.path("user").path("username").asText();
        String impersonated = event.path("impersonatedUser").path("username").asText();
        return impersonated.isEmpty() ? user : impersonated + " (by " + user + ")";
    }

    private static Subject subject(JsonNode object) {
        String subresource = object.path("subresource").asText();
        return Subject.object(
                object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                object.path("namespace").asText(),
                object.path("name").asText());
    }

    /** What the API server says about a Secret may quote it. */
    private static Outcome outcome(JsonNode status, Subject subject, Duration took) {
        String message = subject.resource().startsWith(SECRETS)
                ? ""
                : status.path("message").asText();
        return Outcome.ofHttp(status.path("code").asInt(), message, took.toMillis());
    }
}

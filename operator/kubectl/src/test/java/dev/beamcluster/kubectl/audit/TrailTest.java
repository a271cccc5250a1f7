package dev.beamcluster.kubectl.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.audit.ApiServerLog;
import dev.beamcluster.audit.AuditEntry;
import dev.beamcluster.audit.AuditEntry.Count;
import dev.beamcluster.audit.AuditFilter;
import dev.beamcluster.audit.AuditReader;
import dev.beamcluster.audit.Cause;
import dev.beamcluster.audit.Outcome;
import dev.beamcluster.audit.Subject;
import dev.beamcluster.audit.Trail;
import dev.beamcluster.kubectl.Golden;

import static org.assertj.core.api.Assertions.assertThat;

class TrailTest {

    private static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");
    private static final AuditFilter ALL = new AuditFilter(Optional.empty(), false, Optional.empty(), Optional.empty());

    private static final AuditFilter CHAT = new AuditFilter(
            Optional.of(new AuditFilter.Named("shop", "chat")), false, Optional.empty(), Optional.empty());

    private final List<String> api =
            Golden.text("audit/apiserver.jsonl").lines().toList();

    @Test
    void theSourcesAreOneStreamByTime() {
        // When the logs of the operator and of the API server are merged
        Trail trail = trail(ALL);

        // Then each request is there once, with its code and its message
        Golden.assertSame("audit/all.txt", AuditText.of(trail));
    }

    @Test
    void aRequestThatTheOperatorWroteDownIsThereOnce() {
        // Given a request of which both have a record
        assertThat(api).anyMatch(line -> line.contains("\"auditID\":\"op1\""));

        // When the logs are merged, then the entry of the operator is there, which says why
        assertThat(trail(ALL).entries().stream()
                        .filter(entry -> entry.requestId().equals("op1")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.source()).isEqualTo(AuditEntry.Source.OPERATOR));
    }

    @Test
    void aRequestWithTwoCodesIsThereTwice() {
        // Given an operator's log that claims another code than the API server's
        List<String> changed = api.stream()
                .map(line -> line.contains("op1") ? line.replace("200", "409") : line)
                .toList();

        // When they are merged, then both are there
        assertThat(Trail.of(OperatorLines.log(), ApiServerLog.of(changed), ALL, List.of())
                        .entries())
                .filteredOn(entry -> entry.requestId().equals("op1"))
                .hasSize(2);
    }

    @Test
    void readsAreCountedByUserVerbAndResource() {
        // When the audit log is read, then reads are counted, a watch once, and a read without the right is listed
        assertThat(ApiServerLog.of(api).reads())
                .containsExactly(
                        new Count("jane", "get", "beamclusters", 2),
                        new Count("jane", "list", "beamclusters", 1),
                        new Count(
                                "system:serviceaccount:beamcluster-system:beamcluster-operator",
                                "watch",
                                "beamclusters",
                                1));
        assertThat(ApiServerLog.of(api).entries())
                .filteredOn(entry -> entry.action().equals("list"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.outcome().code()).isEqualTo(403));
    }

    @Test
    void whatTheApiServerSaysAboutASecretIsLeftOut() {
        // When the log has a refusal that quotes a Secret, then the entry has its code and not its words
        assertThat(ApiServerLog.of(api).entries())
                .filteredOn(entry -> entry.subject().resource().equals("secrets"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.outcome().code()).isEqualTo(422))
                .satisfies(entry -> assertThat(entry.outcome().message()).isEmpty());
    }

    @Test
    void linesThatAreNoEventsAreCounted() {
        // When a line was cut, then nothing else is lost, and it is counted
        assertThat(ApiServerLog.of(api).unreadable()).isEqualTo(1);
    }

    @Test
    void oneBeamClusterHasWhatWasDoneToItAndForIt() {
        // When only one BeamCluster is wanted, then nothing else is there
        Golden.assertSame("audit/chat.txt", AuditText.of(trail(CHAT)));
    }

    @ParameterizedTest
    @CsvSource({
        "statefulsets, shop, chat, true",
        "secrets, shop, chat-cookie, true",
        "services, shop, chat-nodes, true",
        "jobs, shop, chat-before, true",
        "pods/exec, shop, chat-12, true",
        "statefulsets, shop, chat-two, false",
        "beamclusters, shop, chat-nodes, false",
        "statefulsets, other, chat, false"
    })
    void anObjectWithoutACauseBelongsToTheBeamClusterOfItsName(
            String resource, String namespace, String name, boolean isWanted) {
        // Given what the API server wrote down about an object
        var entry = new AuditEntry(
                NOW,
                AuditEntry.Source.API_SERVER,
                AuditEntry.Kind.REQUEST,
                "jane",
                "patch",
                Subject.object(resource, namespace, name),
                Cause.NONE,
                Outcome.ofHttp(200, "", 1));

        // Then its name decides
        assertThat(CHAT.matches(entry)).isEqualTo(isWanted);
    }

    @Test
    void whatFailedIsWhatWasRefusedOrHadNoSuccess() {
        // When only failures of one user are wanted
        var filter = new AuditFilter(Optional.empty(), true, Optional.of("jane"), Optional.empty());

        // Then they are those, also of somebody who acted as this user
        assertThat(trail(filter).entries()).extracting(AuditEntry::requestId).containsExactly("a2", "a4");
    }

    @Test
    void onlyWhatIsNotOlderIsThere() {
        // When the last seven minutes are wanted
        var filter = new AuditFilter(Optional.empty(), false, Optional.empty(), Optional.of(NOW.minusSeconds(7 * 60)));

        // Then the rest is not there
        assertThat(trail(filter).entries())
                .isNotEmpty()
                .allMatch(entry -> !entry.time().isBefore(NOW.minusSeconds(7 * 60)));
    }

    @Test
    void linesOfJsonHaveTheSchemaOfTheSources() {
        // When the trail is printed as JSON
        List<String> lines = AuditText.json(trail(ALL), NOW).lines().toList();

        // Then every line is an entry, and the last one has the reads
        assertThat(lines).hasSize(trail(ALL).entries().size() + 1);
        assertThat(lines).allMatch(line -> AuditReader.read(line).isPresent());
        assertThat(AuditReader.read(lines.getLast()).orElseThrow().entry().counts())
                .hasSize(3);
    }

    private Trail trail(AuditFilter filter) {
        return Trail.of(
                OperatorLines.log(),
                ApiServerLog.of(api),
                filter,
                List.of("API server: lines that are no events of an audit log: 1"));
    }
}

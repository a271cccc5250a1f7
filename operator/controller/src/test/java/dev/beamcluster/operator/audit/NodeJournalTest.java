package dev.beamcluster.operator.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.beamcluster.audit.AuditEntry;
import dev.beamcluster.audit.AuditEntry.Count;
import dev.beamcluster.audit.AuditEntry.Kind;
import dev.beamcluster.audit.AuditReader;
import dev.beamcluster.audit.Cause;
import dev.beamcluster.audit.Outcome;
import dev.beamcluster.audit.Subject;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.NodeCall;
import dev.beamcluster.mesh.NodeCall.Purpose;
import dev.beamcluster.mesh.NodeName;

import static org.assertj.core.api.Assertions.assertThat;

class NodeJournalTest {

    private static final ClusterId CHAT = new ClusterId("shop", "chat", "1");
    private static final NodeName A = new NodeName("chat", "a.lab");
    private static final NodeName B = new NodeName("chat", "b.lab");

    private final List<String> lines = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final AuditTrail trail = new AuditTrail("operator-0", clock, lines::add);
    private final NodeJournal journal = new NodeJournal(trail);

    @Test
    void aCallHasItsNodeItsPeersAndItsOutcome() {
        // When a node was told to close a silent link, and did not answer
        journal.called(
                CHAT,
                new NodeCall(
                        A,
                        Purpose.LIMIT_SILENCE,
                        "inet:setopts/2",
                        List.of(B),
                        false,
                        "no answer in time",
                        Duration.ofMillis(1500)));

        // Then the entry says so
        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(Kind.CALL);
            assertThat(entry.action()).isEqualTo("inet:setopts/2");
            assertThat(entry.subject()).isEqualTo(Subject.node("chat@a.lab", List.of("chat@b.lab")));
            assertThat(entry.cause()).isEqualTo(new Cause("shop", "chat", 0, "limit-silence"));
            assertThat(entry.outcome()).isEqualTo(Outcome.failed("no answer in time", 1500));
        });
    }

    @Test
    void roundsOfProbesAreSummedUpEachHour() {
        // Given an hour of rounds, after which nothing is listed
        for (int second = 0; second < 3600; second++) {
            journal.probed(CHAT);
            now = now.plusSeconds(1);
        }
        assertThat(lines).isEmpty();

        // When the next round ends
        now = now.plusSeconds(1);
        journal.probed(CHAT);

        // Then their number is one entry, and counting begins again
        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(Kind.SUMMARY);
            assertThat(entry.counts()).containsExactly(new Count("", "round", "meshes", 3601));
        });
        trail.end();
        assertThat(entries()).extracting(AuditEntry::kind).containsExactly(Kind.SUMMARY, Kind.END);
    }

    private List<AuditEntry> entries() {
        return lines.stream()
                .map(line -> AuditReader.read(line).orElseThrow().entry())
                .toList();
    }
}

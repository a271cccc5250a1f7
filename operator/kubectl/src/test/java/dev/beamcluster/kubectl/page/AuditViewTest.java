package dev.beamcluster.kubectl.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import dev.beamcluster.audit.AuditEntry;
import dev.beamcluster.audit.AuditJson;
import dev.beamcluster.audit.Cause;
import dev.beamcluster.audit.Outcome;
import dev.beamcluster.audit.Subject;
import dev.beamcluster.kubectl.Golden;
import dev.beamcluster.kubectl.audit.AuditLog;
import dev.beamcluster.kubectl.audit.AuditLogs;
import dev.beamcluster.kubectl.audit.AuditRow;
import dev.beamcluster.kubectl.audit.OperatorLines;
import dev.beamcluster.kubectl.audit.OperatorLogs;
import dev.beamcluster.kubectl.page.AuditView.Chain;
import dev.beamcluster.kubectl.view.Asked;

import static org.assertj.core.api.Assertions.assertThat;

class AuditViewTest {

    private static final ClusterKey CHAT = new ClusterKey("shop", "chat");
    private static final Instant START = Instant.parse("2026-01-02T09:00:00Z");

    private static AuditView view(List<String> operator, List<String> plugin) {
        return AuditView.of(
                CHAT,
                new AuditLogs(
                        new OperatorLogs(List.of(new AuditLog("operator-0", operator, false)), List.of()),
                        new Asked.Got<>(new AuditLog("~/audit.jsonl", plugin, false)),
                        new Asked.Got<>(AuditLog.of(
                                "/var/log/audit.log on cp-1", Golden.text("audit/apiserver.jsonl"), false))));
    }

    /** A command a second, of which every tenth is refused. */
    private static List<String> commands(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> AuditJson.text(new AuditEntry(
                        START.plusSeconds(i),
                        AuditEntry.Source.PLUGIN,
                        AuditEntry.Kind.COMMAND,
                        "jane",
                        "scale " + i,
                        Subject.object("beamclusters", "shop", "chat"),
                        Cause.NONE,
                        i % 10 == 0 ? Outcome.refused("no") : Outcome.ok(1))))
                .toList();
    }

    @Test
    void thePageHasTheWordsOfTheCommandNewestFirst() throws Exception {
        // When the three logs are read
        AuditView view = view(OperatorLines.log(), commands(1));

        // Then each entry about the BeamCluster is there, and those that were refused or failed once more
        var mapper = new ObjectMapper();
        Golden.assertSame(
                "page/audit.json",
                mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(new PageJson().write(view)))
                        + "\n");
    }

    @Test
    void ofManyEntriesTheLastAreShownAndAllAreCounted() {
        // When the logs have thousands
        AuditView view = view(List.of(), commands(3000));

        // Then the last two hundred are there, of those that failed as well
        assertThat(view.all().entries())
                .hasSize(AuditView.MOST)
                .isSortedAccordingTo((one, other) -> other.time().compareTo(one.time()));
        assertThat(view.all().total()).isGreaterThan(3000);
        assertThat(view.failed().entries())
                .hasSize(AuditView.MOST)
                .extracting(AuditRow::result)
                .doesNotContain("ok");
        assertThat(view.failed().total()).isGreaterThan(300);
    }

    @Test
    void aLineThatWasEditedBreaksTheChain() {
        // Given
        var log = new ArrayList<>(OperatorLines.log());
        log.set(2, log.get(2).replace("200", "409"));

        // Then it is named, and so is an intact chain
        assertThat(view(log, List.of()).chain().state()).isEqualTo(Chain.State.broken);
        assertThat(view(log, List.of()).chain().lines()).anyMatch(line -> line.contains("line 3 was edited"));
        assertThat(view(OperatorLines.log(), List.of()).chain().state()).isEqualTo(Chain.State.intact);
    }

    @Test
    void withoutALogOfTheOperatorNothingIsSaidAboutTheChain() {
        // Given a person who may read no log
        String why = "operator: missing right: jane may not list pods in the namespace beamcluster-system";
        var logs = new AuditLogs(
                new OperatorLogs(List.of(), List.of(why)),
                new Asked.Unanswered<>("~/audit.jsonl: denied"),
                new Asked.Unanswered<>("give its audit log"));

        // Then each cause is there
        AuditView view = AuditView.of(CHAT, logs);
        assertThat(view.chain().state()).isEqualTo(Chain.State.unknown);
        assertThat(view.missing())
                .containsExactly(why, "plugin: ~/audit.jsonl: denied", "API server: give its audit log");
        assertThat(view.read()).isEmpty();
        assertThat(view.all().total()).isZero();
    }

    @Test
    void ofALogOfWhichOnlyTheEndWasReadThatIsSaid() {
        // Given the end of a log, which begins in the middle of a line
        var log =
                AuditLog.of("operator-0", String.join("\n", OperatorLines.log()).substring(40), true);

        // Then the rest of that line is not an entry, and nothing is wrong
        AuditView view = AuditView.of(
                CHAT,
                new AuditLogs(
                        new OperatorLogs(List.of(log), List.of()),
                        new Asked.Unanswered<>(""),
                        new Asked.Unanswered<>("")));
        assertThat(view.chain().state()).isEqualTo(Chain.State.intact);
        assertThat(view.chain().lines().getFirst()).isEqualTo("operator-0: the page has read only the end of this log");
        assertThat(view.read()).containsExactly("operator: the end of operator-0");
    }
}

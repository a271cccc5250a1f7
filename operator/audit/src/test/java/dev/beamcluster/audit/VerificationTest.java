package dev.beamcluster.audit;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VerificationTest {

    private static final String PROCESS = "first";

    private final List<String> log = new ArrayList<>(Entries.log(PROCESS));

    @Test
    void aLogThatNobodyTouchedIsIntact() {
        // Given two processes whose lines are among those for people
        log.add(1, "2026-03-01T12:00:00.125Z INFO  Main started");
        log.addAll(Entries.log("second"));

        // When it is verified
        Verification verified = Verification.of(log);

        // Then nothing is wrong, and both are whole
        assertThat(verified.isIntact()).isTrue();
        assertThat(verified.processes()).extracting(ProcessLog::process).containsExactly(PROCESS, "second");
        assertThat(verified.processes()).allMatch(ProcessLog::hasStart).allMatch(ProcessLog::isClosed);
    }

    @Test
    void theLinesOfTwoProcessesMayAlternate() {
        // Given a leader and a standby whose logs were merged by time
        List<String> other = Entries.log("second");
        var merged = new ArrayList<String>();
        for (int i = 0; i < log.size(); i++) {
            merged.add(log.get(i));
            merged.add(other.get(i));
        }

        // Then each chain is followed alone
        assertThat(Verification.of(merged).findings()).isEmpty();
    }

    @Test
    void anEditedLineIsFound() {
        // Given a line that says now that the API server accepted the write
        log.set(2, log.get(2).replace("409", "200"));

        // Then it is named
        assertThat(Verification.of(log).findings()).containsExactly(new Finding.Edited(3, PROCESS, 3));
    }

    @Test
    void aLineThatWasWrittenAgainWithItsHashIsFoundByTheNextOne() {
        // Given a line that was replaced with another that has a right hash
        AuditLine original = AuditReader.read(log.get(2)).orElseThrow();
        var before = new Chain(PROCESS, 2, original.link().orElseThrow().before());
        log.set(2, before.append(Entries.write(200, "")).line());

        // Then the line after it names another hash
        assertThat(Verification.of(log).findings()).containsExactly(new Finding.Replaced(3, PROCESS, 3));
    }

    @Test
    void aRemovedLineIsFound() {
        // Given a log without its second and third line
        log.subList(1, 3).clear();

        // Then the gap is named by its numbers
        assertThat(Verification.of(log).findings()).containsExactly(new Finding.Missing(PROCESS, 2, 3));
    }

    @Test
    void linesThatChangedPlacesAreFound() {
        // Given a log with the third line before the second
        log.add(1, log.remove(2));

        // Then the second is named, and nothing is missing
        assertThat(Verification.of(log).findings()).containsExactly(new Finding.Reordered(3, PROCESS, 2));
    }

    @Test
    void aLineThatIsThereTwiceIsFound() {
        // Given a line that was copied
        log.add(2, log.get(1));

        // Then the copy is named
        assertThat(Verification.of(log).findings()).containsExactly(new Finding.Repeated(3, PROCESS, 2));
    }

    @Test
    void aLineThatWasCutIsFound() {
        // Given a line without its end
        log.set(1, log.get(1).substring(0, 80));

        // Then it is named by its place, and its number is missing
        assertThat(Verification.of(log).findings())
                .containsExactly(new Finding.Unreadable(2), new Finding.Missing(PROCESS, 2, 2));
    }

    @Test
    void aRotatedLogIsReportedWithoutItsBeginning() {
        // Given a log whose first two lines were rotated away
        log.subList(0, 2).clear();

        // When it is verified
        Verification verified = Verification.of(log);

        // Then nothing that is there is wrong, and the beginning is reported as missing
        assertThat(verified.findings()).isEmpty();
        assertThat(verified.processes())
                .containsExactly(new ProcessLog(PROCESS, 3, 4, Entries.TIME, Entries.TIME, true))
                .noneMatch(ProcessLog::hasStart);
    }

    @Test
    void aLogWithoutItsEndIsReportedAsOpen() {
        // Given a log without its last line, as that of a process that still runs
        log.removeLast();

        // Then nobody can tell, and it is reported as open
        assertThat(Verification.of(log).findings()).isEmpty();
        assertThat(Verification.of(log).processes()).noneMatch(ProcessLog::isClosed);
    }

    @Test
    void entriesWithoutAChainAreCounted() {
        // Given an entry of the plugin, which has no chain
        log.add(AuditJson.text(Entries.call()));

        // Then it is counted as one that cannot be verified
        assertThat(Verification.of(log)).matches(Verification::isIntact).matches(all -> all.unchained() == 1);
    }

    @Test
    void anEmptyLogSaysNothing() {
        // When there is no entry, then nothing is wrong and nothing is known
        assertThat(Verification.of(List.of("2026-03-01T12:00:00.125Z INFO  Main started")))
                .isEqualTo(new Verification(List.of(), List.of(), 0));
    }
}

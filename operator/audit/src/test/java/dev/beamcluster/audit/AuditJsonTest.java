package dev.beamcluster.audit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class AuditJsonTest {

    static Stream<AuditEntry> entries() {
        return Stream.of(
                Entries.start(),
                Entries.write(200, ""),
                Entries.write(422, "spec.replicas: Invalid value: -1"),
                Entries.write(0, "connection \"reset\"\nby peer"),
                Entries.call(),
                Entries.summary(),
                Entries.end());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyEntryIsReadAsItWasWritten(AuditEntry entry) {
        // Given the line of an entry, without a chain and with one
        String plain = AuditJson.text(entry);
        String chained = Chain.of("first").append(entry).line();

        // When both are read
        Optional<AuditLine> readPlain = AuditReader.read(plain);
        Optional<AuditLine> readChained = AuditReader.read(chained);

        // Then they have the entry, in one line each
        assertThat(readPlain).map(AuditLine::entry).contains(entry);
        assertThat(readChained).map(AuditLine::entry).contains(entry);
        assertThat(readChained).map(AuditLine::isIntact).contains(true);
        assertThat(plain + chained).doesNotContain("\n");
    }

    @Test
    void aLineHasTheMembersOfTheSchemaInTheirOrder() {
        // When a write is appended to a chain
        String line = Chain.of("first").append(Entries.write(409, "modified")).line();

        // Then its line is that of docs/audit.md
        assertThat(line)
                .isEqualTo(
                        "{\"audit\":1,\"time\":\"2026-03-01T12:00:00.125Z\",\"source\":\"operator\",\"kind\":\"write\","
                                + "\"actor\":\"beamcluster-operator-0\",\"action\":\"patch\","
                                + "\"object\":{\"resource\":\"statefulsets\",\"namespace\":\"shop\",\"name\":\"chat\"},"
                                + "\"cause\":{\"namespace\":\"shop\",\"beamcluster\":\"chat\",\"generation\":3,\"step\":\"apply\"},"
                                + "\"result\":\"refused\",\"code\":409,\"message\":\"modified\",\"millis\":12,"
                                + "\"requestId\":\"5d8f2c1e-0c3b-4b4e-9d52-0e7f5d9f4b11\","
                                + "\"process\":\"first\",\"seq\":1,\"prev\":\"" + ChainLink.NOTHING + "\",\"hash\":\""
                                + Chain.computed(line) + "\"}");
    }

    @Test
    void whatIsNoEntryIsNotRead() {
        // Given lines of the log for people, a line that was cut, and one of a kind that does not exist
        List<String> lines = List.of(
                "2026-03-01T12:00:00.125Z INFO  Main started",
                "",
                Entries.log("first").getFirst().substring(0, 60),
                AuditJson.text(Entries.start()).replace("start", "wish"),
                AuditJson.text(Entries.start()).replace("2026-03-01", "yesterday"));

        // Then none is an entry
        assertThat(lines).allSatisfy(line -> assertThat(AuditReader.read(line)).isEmpty());
    }

    @Test
    void aMemberOfALaterVersionIsIgnored() {
        // Given a line with a member that this version does not know
        String line = AuditJson.text(Entries.call()).replace("\"node\":", "\"mood\":{\"good\":true},\"node\":");

        // Then the rest is read
        assertThat(AuditReader.read(line)).map(AuditLine::entry).contains(Entries.call());
    }

    @Test
    void aLongMessageIsCut() {
        // When the API server says more than fits
        Outcome outcome = Outcome.ofHttp(422, "x".repeat(5000), 1);

        // Then the beginning is kept, and the end says that there was more
        assertThat(outcome.message()).hasSize(Outcome.LONGEST).endsWith("x…");
    }
}

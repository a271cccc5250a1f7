package dev.beamcluster.kubectl.audit;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.beamcluster.audit.Verification;
import dev.beamcluster.kubectl.Golden;

import static org.assertj.core.api.Assertions.assertThat;

class VerificationTextTest {

    @Test
    void everyKindOfFindingIsNamedWithItsPlace() {
        // Given a log with a line that was edited, one that was removed, one that was copied and one that was cut
        List<String> log = new ArrayList<>(OperatorLines.log());
        log.set(2, log.get(2).replace("200", "409"));
        log.remove(3);
        log.add(log.get(2));
        log.set(4, log.get(4).substring(0, 50));

        // When it is verified, then each is a line
        Golden.assertSame("audit/edited.txt", VerificationText.of("operator-0", Verification.of(log)));
    }

    @Test
    void whatCannotBeKnownIsSaid() {
        // Given a log whose beginning was rotated away
        List<String> log = OperatorLines.log().subList(3, 7);

        // When it is verified, then nothing is wrong, and it is said what is not there
        assertThat(VerificationText.of("operator-0", Verification.of(log)))
                .isEqualTo(
                        "operator-0: beamcluster-operator-7c9/1767347400000: entries 3 to 6; entries 1 to 2 are not there:"
                                + " the log was rotated, or its beginning was removed, which nobody can tell; it has no last entry: the"
                                + " process runs or was killed, or the end was removed\n");
    }

    @Test
    void aLogWithoutAnEntryIsSaid() {
        // When a log of an earlier release is verified, then there is nothing to verify
        assertThat(VerificationText.of("operator-0", Verification.of(List.of("started"))))
                .isEqualTo("operator-0: no entry of the audit trail\n");
    }
}

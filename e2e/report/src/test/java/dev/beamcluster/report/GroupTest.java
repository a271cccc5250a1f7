package dev.beamcluster.report;

import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class GroupTest {

    @ParameterizedTest
    @CsvSource({
        "/clone/operator/mesh/target/surefire-reports/TEST-A.xml, operator/mesh",
        "/clone/e2e/target/failsafe-reports/events/open-test-report.xml, e2e (integration)",
        "/clone/apps/chat/_build/test/TEST-chat.xml, apps/chat",
        "/clone/target/surefire-reports/TEST-A.xml, clone",
        "/clone/open-test-report.xml, clone",
        "/clone/logs/ct_run.a.2026-01-01_00.00.00/w.a_SUITE.logs/run.2026-01-01_00.00.00/suite.log, clone",
        "/build/other/target/surefire-reports/TEST-A.xml, other",
        "/TEST-A.xml, tests"
    })
    void isNamedByTheFoldersAboveWhatABuildMakes(Path file, String group) {
        assertThat(Group.of(Path.of("/clone"), file)).isEqualTo(group);
    }
}

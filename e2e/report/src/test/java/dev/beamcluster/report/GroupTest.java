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
        "/clone/e2e/target/failsafe-reports/suites/images/mix/chat/TEST-chat.xml, e2e/images/mix/chat",
        "/clone/e2e/target/failsafe-reports/suites/images/mix/chat_data/TEST-chat_data.xml, e2e/images/mix/chat_data",
        "/clone/target/suites/relx/logs/ct_run.a.2026-01-01_00.00.00/lib.a.logs/run.2026-01-01_00.00.00/suite.log, relx",
        "/clone/target/suites/TEST-A.xml, suites",
        "/clone/suites/target/surefire-reports/TEST-A.xml, suites",
        "/build/other/target/surefire-reports/TEST-A.xml, other",
        "/TEST-A.xml, tests"
    })
    void isNamedByTheFoldersAboveWhatABuildMakes(Path file, String group) {
        assertThat(Group.of(Path.of("/clone"), file)).isEqualTo(group);
    }
}

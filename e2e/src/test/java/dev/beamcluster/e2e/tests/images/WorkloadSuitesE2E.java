package dev.beamcluster.e2e.tests.images;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.containers.Container.ExecResult;

import dev.beamcluster.e2e.harness.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is written in Elixir and Erlang passes its own tests, and their results are in the report of the run. One after another, because
 * each keeps a processor busy that the tests on the cluster need.
 */
@Execution(ExecutionMode.SAME_THREAD)
class WorkloadSuitesE2E {

    /** Where the report of the run finds results; it names their groups by the folders below. */
    private static final String RESULTS = "e2e/target/failsafe-reports/suites/";

    static List<WorkloadSuite> suites() {
        return WorkloadSuite.all();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void passesAndIsInTheReport(WorkloadSuite suite, @TempDir Path temporary) {
        var results = Repository.here().file(RESULTS + suite.folder());

        var run = run(suite, results);
        var reported = ReportedTest.in(results, temporary.resolve("report"));

        assertThat(run.getExitCode()).as(run.getStdout()).isZero();
        assertThat(reported)
                .isNotEmpty()
                .allSatisfy(test -> assertThat(test.outcome()).isEqualTo("passed"));
        assertThat(reported)
                .extracting(test -> test.framework() + " " + test.group())
                .hasSameElementsAs(suite.reported());
    }

    private static ExecResult run(WorkloadSuite suite, Path results) {
        try (var tools = ToolsContainer.with(suite.folders())) {
            var run = tools.run(suite.folder(), suite.line());
            System.out.println(run.getStdout());
            tools.copyResults(results);
            return run;
        }
    }
}

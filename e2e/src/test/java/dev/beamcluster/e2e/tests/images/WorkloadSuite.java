package dev.beamcluster.e2e.tests.images;

import java.util.List;
import java.util.stream.Stream;

/**
 * Tests in Elixir or Erlang.
 *
 * @param folder of the sources, relative to {@code e2e}
 * @param line for a shell in that folder; it leaves the results in {@code $RESULTS}, and exits with 0 if all tests pass
 * @param reported what the report names: each framework with a group of suites, such as an application of an umbrella
 */
record WorkloadSuite(String folder, String line, List<String> reported) {

    private static final String FORMATTER = "report/exunit";

    /** Not with what the clone has built, perhaps for another release of Erlang. */
    private static final String MIX_TEST = "BEAM_REPORT_DIR=\"$RESULTS\" MIX_BUILD_PATH=/tmp/build mix test";

    private static final String REBAR3 = """
            rm -rf _build
            rebar3 eunit; eunit=$?
            rebar3 ct --logdir "$RESULTS/logs"; ct=$?
            cp _build/test/eunit/TEST-*.xml "$RESULTS"
            exit $((eunit + ct))
            """;

    /** Compiles a program to where its image has it, and runs a module of tests. */
    private static final String EUNIT = """
            mkdir -p /app && erlc -o /app *.erl test/*.erl && erl -noshell -pa /app -eval '
              Options = [verbose, {report, {eunit_surefire, [{dir, os:getenv("RESULTS")}]}}],
              halt(case eunit:test([%s], Options) of ok -> 0; _ -> 1 end)'
            """;

    WorkloadSuite {
        reported = List.copyOf(reported);
    }

    /** The tests of all workloads, and of the formatter with which those in Elixir are run. */
    static List<WorkloadSuite> all() {
        return List.of(
                new WorkloadSuite(
                        "images/mix", MIX_TEST, List.of("ExUnit images/mix/chat", "ExUnit images/mix/chat_data")),
                new WorkloadSuite("images/dns-cluster", MIX_TEST, List.of("ExUnit images/dns-cluster/shop")),
                new WorkloadSuite("images/relx", REBAR3, List.of("EUnit images/relx", "Common Test images/relx")),
                new WorkloadSuite("images/erl", EUNIT.formatted("hello_tests"), List.of("EUnit images/erl")),
                new WorkloadSuite("images/custom", EUNIT.formatted("node_tests"), List.of("EUnit images/custom")),
                new WorkloadSuite(
                        FORMATTER,
                        MIX_TEST + " --formatter ExUnit.CLIFormatter --formatter BeamReport.Formatter",
                        List.of("ExUnit report/exunit/beam_report")));
    }

    /** All folders that it needs, relative to {@code e2e}. */
    List<String> folders() {
        return Stream.of(folder, FORMATTER).distinct().toList();
    }

    @Override
    public String toString() {
        return folder;
    }
}

package dev.beamcluster.report.page;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.beamcluster.report.model.Console;
import dev.beamcluster.report.model.Outcome;
import dev.beamcluster.report.model.Run;
import dev.beamcluster.report.model.Suite;
import dev.beamcluster.report.model.Test;

/**
 * The results as JSON, for programs: {@code title}, {@code at}, {@code notes} and {@code tests}, each with {@code framework}, {@code group},
 * {@code suite}, {@code type}, {@code name}, {@code outcome} (passed, failed, skipped or unfinished), {@code seconds}, {@code reason},
 * {@code details} and {@code consoles}.
 */
public final class RunData {

    private RunData() {}

    /** The JSON of a run. */
    public static String of(Run run) {
        return Json.of(map(
                "title",
                run.title(),
                "at",
                run.at(),
                "notes",
                run.notes(),
                "tests",
                run.suites().stream()
                        .flatMap(suite -> suite.tests().stream().map(test -> test(suite, test)))
                        .toList()));
    }

    private static Map<String, Object> test(Suite suite, Test test) {
        var reason = switch (test.outcome()) {
            case Outcome.Failed failed -> failed.message().isEmpty() ? failed.reason() : failed.message();
            case Outcome.Skipped(var why) -> why;
            case Outcome.Passed _, Outcome.Unfinished _ -> "";
        };
        return map(
                "framework",
                suite.framework(),
                "group",
                suite.group(),
                "suite",
                suite.name(),
                "type",
                test.type(),
                "name",
                test.name(),
                "outcome",
                test.outcome().word(),
                "seconds",
                test.time().toMillis() / 1000.0,
                "reason",
                reason,
                "details",
                test.outcome() instanceof Outcome.Failed(var _, var details) ? details : "",
                "consoles",
                test.consoles().stream().map(RunData::console).toList());
    }

    private static Map<String, Object> console(Console console) {
        return map("source", console.source(), "text", console.text());
    }

    private static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int each = 0; each < pairs.length; each += 2) {
            map.put(pairs[each].toString(), pairs[each + 1]);
        }
        return map;
    }
}

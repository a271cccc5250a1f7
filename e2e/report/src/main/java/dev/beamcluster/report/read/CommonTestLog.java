package dev.beamcluster.report.read;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.beamcluster.report.model.Console;
import dev.beamcluster.report.model.Outcome;
import dev.beamcluster.report.model.Suite;
import dev.beamcluster.report.model.Test;

/** The {@code suite.log} of Common Test, which has a block of {@code =key value} lines for each test case. */
public final class CommonTestLog {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Pattern KEY = Pattern.compile("=([a-z_]+) +(.*)");
    private static final Pattern RESULT =
            Pattern.compile("(ok|failed|skipped|auto_skipped)(?:: (.*))?", Pattern.DOTALL);
    private static final Pattern CONFIGURATION = Pattern.compile("_per_(suite|group)$");

    private CommonTestLog() {}

    /** Whether a text is of this format, by its first line. */
    public static boolean matches(String text) {
        return text.startsWith("=== Suite started at ");
    }

    /**
     * Reads a text. What prepares a suite or group counts as a test only if it failed, because then its tests are skipped.
     *
     * @param page the text of the page of a test case, by the name of its file in the same folder; empty if there is none
     */
    public static Results read(String log, UnaryOperator<String> page) {
        var suites = new LinkedHashMap<String, List<Test>>();
        var times = new LinkedHashMap<String, Duration>();
        for (Map<String, String> block : blocks(log)) {
            var test = test(block, page);
            if (!test.type().equals("ct_framework")) {
                times.merge(test.type(), test.time(), Duration::plus);
                if (!isConfiguration(test) || test.outcome().isFailure()) {
                    suites.computeIfAbsent(test.type(), _ -> new ArrayList<>()).add(test);
                }
            }
        }
        return new Results(
                suites.entrySet().stream()
                        .map(entry -> new Suite(
                                "Common Test",
                                "",
                                entry.getKey(),
                                times.getOrDefault(entry.getKey(), Duration.ZERO),
                                entry.getValue(),
                                List.of()))
                        .toList(),
                log.contains("\n=finished ") ? List.of() : List.of("is not complete: the run has not ended"));
    }

    private static boolean isConfiguration(Test test) {
        return CONFIGURATION.matcher(test.name()).find();
    }

    private static List<Map<String, String>> blocks(String log) {
        var blocks = new ArrayList<Map<String, String>>();
        var key = "";
        for (String line : log.lines().toList()) {
            var matcher = KEY.matcher(line);
            if (matcher.matches()) {
                key = matcher.group(1);
                if (key.equals("case")) {
                    blocks.add(new LinkedHashMap<>());
                }
                if (!blocks.isEmpty()) {
                    blocks.getLast().put(key, matcher.group(2));
                }
            } else if (line.startsWith("=")) {
                key = "";
            } else if (key.equals("result")) {
                blocks.getLast().merge(key, line, (before, more) -> before + "\n" + more);
            }
        }
        return blocks;
    }

    private static Test test(Map<String, String> block, UnaryOperator<String> page) {
        var names = block.getOrDefault("case", "").split(":", 2);
        var html = block.containsKey("logfile") ? page.apply(block.getOrDefault("logfile", "")) : "";
        var console = CommonTestPage.console(html);
        return Test.of(
                names[0],
                names.length > 1 ? names[1] : "",
                time(block),
                outcome(block, CommonTestPage.reason(html)),
                Stream.of(new Console("output", console))
                        .filter(each -> !each.text().isBlank())
                        .toList());
    }

    private static Outcome outcome(Map<String, String> block, String reason) {
        var result = RESULT.matcher(block.getOrDefault("result", ""));
        if (!result.matches()) {
            return new Outcome.Unfinished();
        }
        var details = result.group(2) == null ? "" : result.group(2);
        return switch (result.group(1)) {
            case "ok" -> new Outcome.Passed();
            case "failed" -> new Outcome.Failed(reason, details);
            default -> new Outcome.Skipped(details.replaceAll("^\"|\"$", ""));
        };
    }

    /** A time trap is logged in milliseconds and called seconds, so that no test took longer than from its start to its end. */
    private static Duration time(Map<String, String> block) {
        try {
            var elapsed = Double.parseDouble(block.getOrDefault("elapsed", "0").replace("s", ""));
            var most = Duration.between(
                            LocalDateTime.parse(block.getOrDefault("started", ""), TIME),
                            LocalDateTime.parse(block.getOrDefault("ended", ""), TIME))
                    .plusSeconds(1);
            var time = Duration.ofNanos(Math.round(elapsed * 1e9));
            return time.compareTo(most) > 0 ? Duration.ofNanos(Math.round(elapsed * 1e6)) : time;
        } catch (NumberFormatException | DateTimeParseException e) {
            return Duration.ZERO;
        }
    }
}

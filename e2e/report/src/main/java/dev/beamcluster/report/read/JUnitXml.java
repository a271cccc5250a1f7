package dev.beamcluster.report.read;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.beamcluster.report.model.Console;
import dev.beamcluster.report.model.Outcome;
import dev.beamcluster.report.model.Suite;
import dev.beamcluster.report.model.Test;
import dev.beamcluster.report.read.Xml.Element;

/**
 * The XML that Surefire and Failsafe write, and EUnit (eunit_surefire), and formatters of ExUnit: {@code testsuite} elements, perhaps
 * in a {@code testsuites} element.
 */
public final class JUnitXml {

    /** What EUnit was asked to test. rebar3 asks for the file of an application. */
    private static final Pattern EUNIT_SUITE =
            Pattern.compile("(?:module|application|file|directory) ['\"](.+?)(?:\\.app)?['\"]");

    private static final Pattern EUNIT_TEST = Pattern.compile("(\\S+?):\\d+ (.+)");
    private static final Pattern EUNIT_FUN = Pattern.compile("-(\\w+)/\\d+-fun-\\d+- \\((.+)\\)");

    private JUnitXml() {}

    /** Whether a text is of this format, by its first element. */
    public static boolean matches(String text) {
        return Pattern.compile(
                        "\\A\\uFEFF?\\s*(<\\?xml.*?\\?>)?\\s*(<!--.*?-->\\s*)*<testsuites?[\\s>]", Pattern.DOTALL)
                .matcher(text)
                .find();
    }

    /**
     * Reads a text; of one that ends early, what is complete. What has no test is left out: rebar3 lets EUnit look for tests in every
     * module of a test folder.
     */
    public static Results read(String text) {
        var xml = Xml.parse(text);
        var root = xml.root();
        var suites = root.name().equals("testsuites") ? root.all("testsuite") : Stream.of(root);
        return new Results(
                suites.map(suite -> suite(suite, framework(root, suite)))
                        .filter(suite ->
                                !suite.tests().isEmpty() || !suite.consoles().isEmpty())
                        .toList(),
                xml.error().stream().map(error -> "is not complete: " + error).toList());
    }

    private static String framework(Element root, Element suite) {
        if (EUNIT_SUITE.matcher(suite.attribute("name")).matches()) {
            return "EUnit";
        }
        var named = root.name().equals("testsuites") ? root.attribute("name") : "";
        return named.isEmpty() ? "JUnit" : named;
    }

    private static Suite suite(Element suite, String framework) {
        var eunit = EUNIT_SUITE.matcher(suite.attribute("name"));
        var name = eunit.matches() ? eunit.group(1) : suite.attribute("name");
        return new Suite(
                framework,
                "",
                name,
                seconds(suite),
                suite.all("testcase").map(test -> test(test, name)).toList(),
                consoles(suite));
    }

    private static Test test(Element test, String suite) {
        return Test.of(type(test, suite), name(test), seconds(test), outcome(test), consoles(test));
    }

    private static String type(Element test, String suite) {
        var type = test.attribute("classname");
        var eunit = EUNIT_TEST.matcher(test.attribute("name"));
        return !type.isEmpty() ? type : eunit.matches() ? eunit.group(1) : suite;
    }

    private static String name(Element test) {
        var name = test.attribute("name");
        var eunit = EUNIT_TEST.matcher(name);
        if (test.attributes().containsKey("classname") || !eunit.matches()) {
            return name;
        }
        var fun = EUNIT_FUN.matcher(eunit.group(2));
        return fun.matches() ? fun.group(1) + ": " + fun.group(2) : eunit.group(2);
    }

    private static Outcome outcome(Element test) {
        var failure = Stream.concat(test.all("failure"), test.all("error")).findFirst();
        if (failure.isPresent()) {
            var text = failure.get().text().strip().replaceFirst("^::", "");
            var message = failure.get().attribute("message");
            // EUnit writes no message, and the stack before what was thrown.
            var thrown = message.isEmpty() ? text.indexOf("\n**") : -1;
            return new Outcome.Failed(thrown >= 0 ? text.substring(thrown + 3).strip() : message, text);
        }
        return test.first("skipped")
                .<Outcome>map(skipped -> new Outcome.Skipped(
                        skipped.attribute("message").isEmpty() ? skipped.text().strip() : skipped.attribute("message")))
                .orElse(new Outcome.Passed());
    }

    private static List<Console> consoles(Element element) {
        return Stream.of("system-out", "system-err")
                .flatMap(stream -> element.all(stream)
                        .filter(console -> !console.text().isBlank())
                        .map(console -> new Console(
                                stream.replace("system-", "std"), console.text().strip())))
                .toList();
    }

    /** Surefire writes a thousand as 1,000. */
    private static Duration seconds(Element element) {
        try {
            return Duration.ofMillis(Math.round(
                    1000 * Double.parseDouble(element.attribute("time").replace(",", ""))));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }
}

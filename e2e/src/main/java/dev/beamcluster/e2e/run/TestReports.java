package dev.beamcluster.e2e.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The XML reports that Surefire and Failsafe write, one for each class when it ends. */
final class TestReports {

    /** The most characters of the reason of a failure. */
    private static final int REASON = 400;

    private final Path root;
    private final Instant since;
    private final Map<Path, Suite> read = new HashMap<>();

    /**
     * The result of one class.
     *
     * @param file of the report
     * @param tier of its tests
     * @param name of the class, without its package
     * @param end when the report was written
     * @param time that the class took
     * @param tests of the class
     */
    record Suite(Path file, Tier tier, String name, Instant end, Duration time, List<Case> tests) {

        long failed() {
            return tests.stream().filter(test -> test.result() == Result.FAILED).count();
        }

        /** The line to print when the class ends. */
        String text() {
            return "%-28s %3d tests %s %s"
                    .formatted(name, tests.size(), Summary.minutes(time), failed() == 0 ? "" : failed() + " FAILED");
        }
    }

    /**
     * One test; a parameterized test counts once for each set of parameters.
     *
     * @param reason why it failed, in one line; empty if it did not fail
     */
    record Case(String type, String name, Duration time, Result result, String reason) {}

    enum Result {
        PASSED,
        FAILED,
        SKIPPED
    }

    /**
     * Reads the reports of one run.
     *
     * @param root of the clone
     * @param since start of the run; older reports are ignored
     */
    TestReports(Path root, Instant since) {
        this.root = root;
        this.since = since;
    }

    /** All complete reports, in the order in which they were written. */
    List<Suite> suites() throws IOException {
        for (Path file : files()) {
            // A report that is still being written is read next time.
            if (!read.containsKey(file) && isComplete(file)) {
                read.put(file, suite(file));
            }
        }
        return read.values().stream().sorted(Comparator.comparing(Suite::end)).toList();
    }

    private List<Path> files() throws IOException {
        var found = new ArrayList<Path>();
        for (Path folder : folders()) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** The folders in which Surefire and Failsafe have written reports, in this run or an earlier one. */
    List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.walk(root.toAbsolutePath(), 2)) {
            return folders.flatMap(folder -> Stream.of("surefire", "failsafe")
                            .map(plugin -> folder.resolve("target").resolve(plugin + "-reports")))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    private boolean isComplete(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().isAfter(since)
                && Files.readString(file).stripTrailing().endsWith("</testsuite>");
    }

    private static Suite suite(Path file) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            // The message of a failed test may be longer than the JDK's limit of 100,000 characters.
            factory.setAttribute("jdk.xml.maxGeneralEntitySizeLimit", "0");
            factory.setAttribute("jdk.xml.totalEntitySizeLimit", "0");
            var suite = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
            var cases = suite.getElementsByTagName("testcase");
            return new Suite(
                    file,
                    Tier.of(file),
                    simple(suite.getAttribute("name")),
                    Files.getLastModifiedTime(file).toInstant(),
                    seconds(suite),
                    IntStream.range(0, cases.getLength())
                            .mapToObj(index -> test((Element) cases.item(index)))
                            .toList());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " cannot be read", e);
        }
    }

    private static Case test(Element test) {
        var failure = child(test, "failure").or(() -> child(test, "error"));
        var result = failure.isPresent()
                ? Result.FAILED
                : child(test, "skipped").isPresent() ? Result.SKIPPED : Result.PASSED;
        return new Case(
                simple(test.getAttribute("classname")),
                test.getAttribute("name"),
                seconds(test),
                result,
                failure.map(TestReports::reason).orElse(""));
    }

    private static String reason(Element failure) {
        var line = failure.getTextContent().strip().replaceAll("\\s+", " ");
        return line.length() <= REASON ? line : line.substring(0, REASON) + "…";
    }

    private static Optional<Element> child(Element test, String name) {
        return Optional.ofNullable((Element) test.getElementsByTagName(name).item(0));
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static Duration seconds(Element element) {
        return Duration.ofMillis(Math.round(
                1000 * Double.parseDouble(element.getAttribute("time").replace(",", ""))));
    }
}

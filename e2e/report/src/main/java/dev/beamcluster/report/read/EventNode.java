package dev.beamcluster.report.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.beamcluster.report.model.Attachment;
import dev.beamcluster.report.model.Console;
import dev.beamcluster.report.model.Outcome;
import dev.beamcluster.report.model.Test;
import dev.beamcluster.report.read.Xml.Element;

/** A container or test of the events: what its start, its reports and its end say. */
final class EventNode {

    private static final String UNFINISHED = "";

    private final Element started;
    private final Optional<EventNode> parent;
    private final OpenTestEvents.Files files;
    private final List<Console> consoles = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private Outcome outcome = new Outcome.Unfinished();
    private String finished = UNFINISHED;

    EventNode(Element started, Optional<EventNode> parent, OpenTestEvents.Files files) {
        this.started = started;
        this.parent = parent;
        this.files = files;
    }

    /** Takes in what was reported, or how it ended. */
    void add(Element event) {
        var attached = event.at("attachments");
        attached.all("output").forEach(output -> print(output.attribute("source"), output.text()));
        attached.all("data")
                .flatMap(data -> data.all("entry"))
                .forEach(entry -> print("reported", "%s = %s%n".formatted(entry.attribute("key"), entry.text())));
        attached.all("file")
                .map(file -> new OpenTestEvents.Path(file.attribute("path"), file.attribute("mediaType")))
                .forEach(file -> attachments.addAll(files.apply(file)));
        if (event.name().equals("finished")) {
            finished = event.attribute("time");
            outcome = outcome(event.at("result"));
        }
    }

    /** One console for each source, in the order of the first of them. */
    private void print(String source, String text) {
        var name = source.isEmpty() ? "output" : source;
        for (int each = 0; each < consoles.size(); each++) {
            if (consoles.get(each).source().equals(name)) {
                consoles.set(each, new Console(name, consoles.get(each).text() + text));
                return;
            }
        }
        consoles.add(new Console(name, text));
    }

    private static Outcome outcome(Element result) {
        var thrown = result.at("throwable").text().strip();
        var reason = result.at("reason").text().strip();
        var first = thrown.lines().takeWhile(line -> !line.startsWith("\tat ")).toList();
        var message = reason.isEmpty() ? String.join("\n", first) : reason;
        return switch (result.attribute("status")) {
            case "SUCCESSFUL" -> new Outcome.Passed();
            case "SKIPPED", "ABORTED" -> new Outcome.Skipped(message);
            default -> new Outcome.Failed(message, thrown);
        };
    }

    /** Whether it counts as a test: also a container that failed or was skipped as a whole, as in JUnit's XML. */
    boolean isTest() {
        if (type("TEST")) {
            return true;
        }
        return type("CONTAINER")
                && parent.isPresent()
                && (outcome instanceof Outcome.Failed || outcome instanceof Outcome.Skipped);
    }

    private boolean type(String type) {
        return started.at("metadata", "type").text().equals(type);
    }

    /** The outermost container below the framework: a class or module. */
    Optional<EventNode> suite() {
        return parent.flatMap(above -> above.parent.isEmpty() ? Optional.of(this) : above.suite());
    }

    String framework() {
        var isOfJUnit = started.at("metadata", "uniqueId").text().startsWith("[engine:");
        return isOfJUnit ? "JUnit" : parent.map(EventNode::framework).orElse(started.attribute("name"));
    }

    /** The class or module of a suite or test. */
    String type() {
        var sources = started.at("sources");
        for (String source : List.of("methodSource", "classSource")) {
            var type = sources.at(source).attribute("className");
            if (!type.isEmpty()) {
                return type;
            }
        }
        return suite().filter(suite -> suite != this).map(EventNode::type).orElse(legacyName());
    }

    Duration time() {
        return OpenTestEvents.between(started.attribute("time"), finished);
    }

    /** What a suite printed, with its files. */
    List<Console> consoles() {
        var files = attachments.stream().filter(file -> !file.isPicture()).map(Attachment::asConsole);
        return Stream.concat(consoles.stream(), files).toList();
    }

    Test test() {
        var display = started.attribute("name");
        var name = type("CONTAINER") && suite().equals(Optional.of(this)) ? "" : legacyName();
        return new Test(
                type(), name, display.equals(legacyName()) ? "" : display, time(), outcome, consoles, attachments);
    }

    /** The name in JUnit's XML. */
    private String legacyName() {
        var legacy = started.at("metadata", "legacyReportingName").text();
        return (legacy.isEmpty() ? started.attribute("name") : legacy).replaceFirst("\\(\\)$", "");
    }
}

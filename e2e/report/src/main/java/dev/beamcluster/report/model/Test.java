package dev.beamcluster.report.model;

import java.time.Duration;
import java.util.List;

/**
 * One test; a parameterized test is one for each set of parameters.
 *
 * @param type the class or module that has it
 * @param name unique in its class for most frameworks
 * @param title what a person reads, if it differs from the name; otherwise empty
 * @param time that it took; 0 if unknown
 * @param consoles what it printed
 * @param attachments its files
 */
public record Test(
        String type,
        String name,
        String title,
        Duration time,
        Outcome outcome,
        List<Console> consoles,
        List<Attachment> attachments) {

    public Test {
        consoles = List.copyOf(consoles);
        attachments = List.copyOf(attachments);
    }

    /** A test without attachments. */
    public static Test of(String type, String name, Duration time, Outcome outcome, List<Console> consoles) {
        return new Test(type, name, "", time, outcome, consoles, List.of());
    }

    /** A copy with what another description of the same test knows in addition. */
    public Test with(Test other) {
        return new Test(
                type,
                name,
                title.isEmpty() && !other.title.equals(name) ? other.title : title,
                time,
                outcome,
                other.consoles.isEmpty() ? consoles : other.consoles,
                attachments.isEmpty() ? other.attachments : attachments);
    }
}

package dev.beamcluster.report.read;

import java.util.List;

import dev.beamcluster.report.model.Suite;

/**
 * What a text has.
 *
 * @param suites in the order of the text; their group is empty
 * @param notes what could not be read
 */
public record Results(List<Suite> suites, List<String> notes) {

    public Results {
        suites = List.copyOf(suites);
        notes = List.copyOf(notes);
    }
}

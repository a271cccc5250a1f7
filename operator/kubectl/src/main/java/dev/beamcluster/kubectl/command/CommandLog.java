package dev.beamcluster.kubectl.command;

import java.io.IOException;
import java.util.List;

/** The commands of this person that changed something, or ran code on a node, as lines of the audit trail. */
public interface CommandLog {

    /** Adds a line. */
    void append(String line) throws IOException;

    /** Returns all lines, oldest first. */
    List<String> lines() throws IOException;

    /** Returns where the lines are, for a person. */
    String place();
}

package dev.beamcluster.mesh;

import java.time.Duration;

/**
 * Counts what the monitor does. Called on the threads of the meshes: implementations return at once, and ignore a mesh
 * that they do not know.
 */
public interface MeshMeter {

    /** A round has ended, and its report was believed. */
    void roundEnded(ClusterId cluster, Duration duration);

    /**
     * A report says that links are missing which the report before had verified. Links of a node that terminates are
     * among them.
     *
     * @param links how many directed links
     * @param unreported the time from the end of the last round that verified them to the report
     */
    void linksLost(ClusterId cluster, int links, Duration unreported);

    /** This many directed links between the same two pods that were lost are verified again. */
    void linksRestored(ClusterId cluster, int links);

    /** Nodes were told to connect, or to disconnect a silent link. */
    void attempted(ClusterId cluster, Attempt attempt, boolean succeeded);

    /** What a node was told to do about a link. */
    enum Attempt {
        CONNECT,
        DISCONNECT
    }
}

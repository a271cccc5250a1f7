package dev.beamcluster.mesh;

/**
 * Records what the monitor makes nodes do. Called on the threads of the meshes: implementations return at once, and never throw.
 */
public interface MeshJournal {

    /** A node was called to change something. */
    void called(ClusterId cluster, NodeCall call);

    /** A round of probes has ended, in which nodes were asked and none was changed by it. */
    void probed(ClusterId cluster);
}

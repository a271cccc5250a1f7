package dev.beamcluster.mesh.monitor;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshJournal;
import dev.beamcluster.mesh.NodeCall;

/** Keeps no journal. */
record Unrecorded() implements MeshJournal {

    @Override
    public void called(ClusterId cluster, NodeCall call) {}

    @Override
    public void probed(ClusterId cluster) {}
}

package dev.beamcluster.mesh.monitor;

import java.time.Duration;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshMeter;

/** Counts nothing. */
record Uncounted() implements MeshMeter {

    @Override
    public void roundEnded(ClusterId cluster, Duration duration) {}

    @Override
    public void linksLost(ClusterId cluster, int links, Duration unreported) {}

    @Override
    public void linksRestored(ClusterId cluster, int links) {}

    @Override
    public void attempted(ClusterId cluster, Attempt attempt, boolean succeeded) {}
}

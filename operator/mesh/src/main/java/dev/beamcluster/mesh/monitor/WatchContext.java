package dev.beamcluster.mesh.monitor;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshJournal;
import dev.beamcluster.mesh.MeshMeter;
import dev.beamcluster.mesh.erlang.OperatorNode;

/**
 * What all watches of one monitor share.
 *
 * @param operator the operator as a node
 * @param pauses detects pauses of this process
 * @param staleness see {@link StalenessAlarm#thread()}
 * @param listener see {@link dev.beamcluster.mesh.MeshMonitor}
 * @param meter counts what happens in the meshes
 * @param journal records what nodes are made to do
 */
record WatchContext(
        OperatorNode operator,
        InstantSource clock,
        PauseDetector pauses,
        ScheduledExecutorService staleness,
        Consumer<ClusterId> listener,
        MeshMeter meter,
        MeshJournal journal) {}

package dev.beamcluster.operator.audit;

import java.util.Locale;

import dev.beamcluster.audit.Cause;
import dev.beamcluster.audit.Outcome;
import dev.beamcluster.audit.Subject;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshJournal;
import dev.beamcluster.mesh.NodeCall;
import dev.beamcluster.mesh.NodeName;

/** Writes an entry for what nodes are made to do, and counts the rounds of probes. */
public final class NodeJournal implements MeshJournal {

    private final AuditTrail trail;

    public NodeJournal(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public void called(ClusterId cluster, NodeCall call) {
        String step = call.purpose().name().toLowerCase(Locale.ROOT).replace('_', '-');
        long millis = call.duration().toMillis();
        trail.called(
                call.function(),
                Subject.node(
                        call.node().toString(),
                        call.peers().stream().map(NodeName::toString).toList()),
                new Cause(cluster.namespace(), cluster.name(), 0, step),
                call.isDone() ? Outcome.ok(millis) : Outcome.failed(call.why(), millis));
    }

    @Override
    public void probed(ClusterId cluster) {
        trail.count("round", "meshes");
    }
}

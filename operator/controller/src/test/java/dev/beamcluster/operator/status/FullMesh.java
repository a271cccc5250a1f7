package dev.beamcluster.operator.status;

import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

/** A report of a full mesh, and changes to it. */
record FullMesh(SortedMap<NodeName, NodeView> views) {

    static FullMesh of(int count, NodeInfo info) {
        var views = new TreeMap<NodeName, NodeView>();
        for (int from = 0; from < count; from++) {
            var answering = new TreeSet<NodeName>();
            for (int to = 0; to < count; to++) {
                if (to != from) {
                    answering.add(node(to));
                }
            }
            views.put(node(from), new NodeView.Reached(info, answering, new TreeMap<>(), new TreeSet<>()));
        }
        return new FullMesh(views);
    }

    static NodeName node(int ordinal) {
        return new NodeName("chat", "chat-" + ordinal + ".nodes");
    }

    MeshReport report() {
        return new MeshReport(views);
    }

    FullMesh cut(int from, int to, Fault fault) {
        return reached(from, view -> {
            var answering = new TreeSet<>(view.answering());
            answering.remove(node(to));
            var faults = new TreeMap<>(view.faults());
            faults.put(node(to), fault);
            return new NodeView.Reached(view.facts(), answering, faults, view.unexpectedNodes());
        });
    }

    FullMesh saying(int ordinal, NodeInfo info) {
        return reached(
                ordinal, view -> new NodeView.Reached(info, view.answering(), view.faults(), view.unexpectedNodes()));
    }

    FullMesh visited(int ordinal, int visitor) {
        return reached(ordinal, view -> {
            var unexpected = new TreeSet<>(view.unexpectedNodes());
            unexpected.add(node(visitor));
            return new NodeView.Reached(view.facts(), view.answering(), view.faults(), unexpected);
        });
    }

    FullMesh lost(int ordinal, Fault fault) {
        FullMesh mesh = this;
        for (int peer = 0; peer < views.size(); peer++) {
            if (peer != ordinal && mesh.views.get(node(peer)) instanceof NodeView.Reached) {
                mesh = mesh.cut(peer, ordinal, new Fault(Cause.NOT_CONNECTED));
            }
        }
        return mesh.unseen(ordinal, fault);
    }

    FullMesh unseen(int ordinal, Fault fault) {
        return with(ordinal, new NodeView.Unreachable(fault));
    }

    private FullMesh reached(int ordinal, UnaryOperator<NodeView.Reached> change) {
        return with(ordinal, change.apply((NodeView.Reached) Objects.requireNonNull(views.get(node(ordinal)))));
    }

    private FullMesh with(int ordinal, NodeView view) {
        var changed = new TreeMap<>(views);
        changed.put(node(ordinal), view);
        return new FullMesh(changed);
    }
}

package dev.beamcluster.testkit.simulated;

import java.io.IOException;
import java.util.Collection;

/** What simulated nodes can be made to do. */
public interface Faults {

    /** Drops all packets of these nodes, as when a zone is gone. */
    void silence(Collection<NodeId> which) throws IOException;

    /** Ends the silence of these nodes. */
    void wake(Collection<NodeId> which) throws IOException;

    /** Ends these nodes; their machines then refuse connections. */
    void stop(Collection<NodeId> which) throws IOException;

    /** Starts nodes that were stopped. */
    void start(Collection<NodeId> which) throws IOException;

    /** Drops all packets between two nodes of a mesh. */
    void cut(NodeId one, NodeId other) throws IOException;

    /** Ends a cut. */
    void mend(NodeId one, NodeId other) throws IOException;
}

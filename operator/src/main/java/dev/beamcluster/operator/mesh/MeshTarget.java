package dev.beamcluster.operator.mesh;

import java.time.Duration;
import java.util.List;

/**
 * What to look at, and how: a function of the BeamCluster and its pods.
 *
 * @param cookie the cookie of the mesh
 * @param members the nodes that must be in it, in ordinal order
 * @param formation who connects the nodes
 * @param interval from the end of one round to the start of the next
 * @param timeout how long a node may take to answer, and a peer to answer it
 */
public record MeshTarget(
        Cookie cookie, List<Member> members, Formation formation, Duration interval, Duration timeout) {

    public MeshTarget {
        members = List.copyOf(members);
    }

    /** Who connects the nodes. */
    public enum Formation {
        /** The operator does. */
        OPERATOR,
        /** The application does; the operator only watches. */
        APPLICATION
    }
}

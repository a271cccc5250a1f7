package dev.beamcluster.testkit.simulated;

import java.util.Optional;

import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.NodeName;

/**
 * Identifies a simulated node.
 *
 * @param mesh the number of its mesh, from 0
 * @param ordinal its number in the mesh, from 0 to 9
 */
public record NodeId(int mesh, int ordinal) {

    private static final int MESHES_IN_A_BLOCK = 250;

    public NodeName name() {
        return new NodeName("sim", "n%d.m%d.mesh.test".formatted(ordinal, mesh));
    }

    /** An address of its own in 127.0.0.0/8, all of which Linux takes for this machine. */
    public String address() {
        return "127.%d.%d.%d".formatted(100 + mesh / MESHES_IN_A_BLOCK, 1 + mesh % MESHES_IN_A_BLOCK, 1 + ordinal);
    }

    public Member member() {
        return new Member(name(), "m%d-%d".formatted(mesh, ordinal), Optional.of(address()));
    }

    /** Returns {@code mesh:ordinal}. */
    @Override
    public String toString() {
        return mesh + ":" + ordinal;
    }

    /** Reads what {@link #toString} returns. */
    static NodeId parse(String text) {
        int colon = text.indexOf(':');
        return new NodeId(Integer.parseInt(text, 0, colon, 10), Integer.parseInt(text.substring(colon + 1)));
    }
}

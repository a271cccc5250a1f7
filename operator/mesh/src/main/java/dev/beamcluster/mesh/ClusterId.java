package dev.beamcluster.mesh;

/** Which BeamCluster: its namespace and name. */
public record ClusterId(String namespace, String name) {

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}

package dev.beamcluster.mesh;

/**
 * Which BeamCluster: a deleted one and the next of the same name are two.
 *
 * @param uid its UID, unique for all time (Kubernetes, Object Names and IDs)
 */
public record ClusterId(String namespace, String name, String uid) {

    /** For log lines: the namespace and the name. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}

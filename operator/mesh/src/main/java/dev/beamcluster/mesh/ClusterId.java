package dev.beamcluster.mesh;

/**
 * Identifies a BeamCluster. A BeamCluster that is deleted and recreated under the same name gets a new ID.
 *
 * @param uid the object's UID, unique for all time (Kubernetes, Object Names and IDs)
 */
public record ClusterId(String namespace, String name, String uid) {

    /** Returns {@code namespace/name}, for log lines. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}

package dev.beamcluster.api.v1alpha1;

/** Names in the objects of a BeamCluster on which the operator and the kubectl plugin agree. They never change. */
public final class WellKnown {

    /** Label of every child object and every pod, with the name of the BeamCluster. */
    public static final String CLUSTER_LABEL = "beamcluster.dev/cluster";

    /** The container in which the node runs. */
    public static final String NODE_CONTAINER = "beam";

    /** The key of the cookie in the Secret that the operator creates. */
    public static final String COOKIE_KEY = "cookie";

    /** epmd, the Erlang port mapper daemon (IANA). */
    public static final int EPMD_PORT = 4369;

    private WellKnown() {}

    /** Returns the name of the Secret with the cookie that the operator generates. */
    public static String cookieSecret(String cluster) {
        return cluster + "-cookie";
    }
}

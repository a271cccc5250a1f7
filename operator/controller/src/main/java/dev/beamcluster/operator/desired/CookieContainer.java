package dev.beamcluster.operator.desired;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;
import dev.beamcluster.api.v1alpha1.CookieSource;

/**
 * Puts the cookie into a file that its owner alone can read.
 *
 * <p>The VM refuses a cookie file that its group can read, and a Secret volume in a pod with an {@code fsGroup} is always
 * readable by the group. This container runs from the node's own image, so that the file belongs to the node's user.
 */
final class CookieContainer {

    /** The file is removed first: when a pod's sandbox is made anew the old one is there, and it is read-only. */
    private static final String SCRIPT = "umask 0277 && rm -f \"$1\" && cat \"$0\" > \"$1\"";

    private CookieContainer() {}

    /**
     * A Mix release is told its cookie by a variable, and no VM of it reads the file: the Secret is mounted as it is. A container
     * that runs first would cost each node more than a second, since the kubelet looks at most once a second whether it ended.
     */
    static boolean isNeeded(BeamCluster cluster) {
        CookieSource cookie = cluster.getSpec().cookie();
        return cluster.getSpec().release() != Release.Mix || (cookie != null && cookie.file() != null);
    }

    /** The container, where one is needed. */
    static Optional<Container> of(BeamCluster cluster) {
        return isNeeded(cluster) ? Optional.of(container(cluster)) : Optional.empty();
    }

    private static Container container(BeamCluster cluster) {
        return new ContainerBuilder()
                .withName(Naming.COOKIE_CONTAINER)
                .withImage(cluster.getSpec().image())
                .withCommand(
                        "/bin/sh",
                        "-c",
                        SCRIPT,
                        Naming.SECRET_DIRECTORY + "/" + Naming.COOKIE_KEY,
                        Naming.COOKIE_DIRECTORY + "/" + Naming.COOKIE_FILE)
                .withResources(NodeContainer.resources(cluster))
                .withSecurityContext(NodeContainer.unprivileged(true))
                .withVolumeMounts(
                        NodeContainer.mount(NodePod.SECRET_VOLUME, Naming.SECRET_DIRECTORY, true),
                        NodeContainer.mount(NodePod.COOKIE_VOLUME, Naming.COOKIE_DIRECTORY, false))
                .build();
    }
}

package dev.beamcluster.operator.desired;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;

/**
 * The init container that copies the cookie into a file that only its owner can read.
 *
 * <p>The VM refuses a cookie file that its group can read, and a Secret volume in a pod with an {@code fsGroup} is always
 * readable by the group. This container runs from the node's own image, so that the file belongs to the node's user.
 */
final class CookieContainer {

    /** Removes the file first: if the kubelet recreates the pod's sandbox, the old read-only file is still there. */
    private static final String SCRIPT = "umask 0277 && rm -f \"$1\" && cat \"$0\" > \"$1\"";

    private CookieContainer() {}

    /**
     * Whether the pod needs this init container. A Mix release does not: it takes its cookie from a variable and never reads the
     * file, so the Secret itself is mounted. An init container delays each node by more than a second, since the kubelet checks
     * at most once a second whether it ended.
     */
    static boolean isNeeded(BeamCluster cluster) {
        return cluster.getSpec().release() != Release.Mix || CookieFiles.wanted(cluster) != null;
    }

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
                        Volumes.SECRET_PATH + "/" + Naming.COOKIE_KEY,
                        Volumes.COOKIE_PATH + "/" + CookieFiles.NAME)
                .withResources(NodeResources.of(cluster))
                .withSecurityContext(RestrictedSecurity.ofContainer(true))
                .withVolumeMounts(
                        Volumes.mount(Volumes.SECRET, Volumes.SECRET_PATH, true),
                        Volumes.mount(Volumes.COOKIE, Volumes.COOKIE_PATH, false))
                .build();
    }
}

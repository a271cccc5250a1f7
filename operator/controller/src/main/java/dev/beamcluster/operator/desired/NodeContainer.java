package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;
import dev.beamcluster.api.v1alpha1.Port;

/** The container in which the node runs. */
final class NodeContainer {

    private NodeContainer() {}

    /**
     * Returns the container before {@code spec.template} is merged into it.
     *
     * @param cpuLimited whether the merged container will have a CPU limit
     */
    static Container of(BeamCluster cluster, boolean cpuLimited) {
        return new ContainerBuilder()
                .withName(Naming.NODE_CONTAINER)
                .withImage(cluster.getSpec().image())
                .withEnv(NodeEnvironment.of(cluster, cpuLimited))
                .withPorts(NodePorts.of(cluster))
                .withReadinessProbe(readiness(cluster))
                .withResources(NodeResources.of(cluster))
                .withSecurityContext(RestrictedSecurity.ofContainer(hasReadOnlyRoot(cluster)))
                .withLifecycle(DrainHook.of(cluster))
                .withVolumeMounts(mounts(cluster))
                .build();
    }

    /**
     * Whether the root file system is read-only. Every start script that the operator knows writes only to {@code RELEASE_TMP},
     * {@code RELX_OUT_FILE_PATH}, {@code HOME} or {@code /tmp}; a Custom image may write anywhere.
     */
    private static boolean hasReadOnlyRoot(BeamCluster cluster) {
        return cluster.getSpec().release() != Release.Custom;
    }

    /**
     * Checks the first TCP port of the application, or the port of the distribution if the application has none. A check that
     * starts a second VM would cost too much. When a pod starts, the first port of the distribution's range is free, so the node
     * takes it. A Custom image without ports may listen anywhere, and sets its own probe in {@code spec.template}.
     */
    private static @Nullable Probe readiness(BeamCluster cluster) {
        Optional<Integer> application = cluster.getSpec().ports().stream()
                .filter(port -> port.protocol() == Port.Protocol.TCP)
                .map(Port::target)
                .findFirst();
        if (application.isEmpty() && cluster.getSpec().release() == Release.Custom) {
            return null;
        }
        return new ProbeBuilder()
                .withNewTcpSocket()
                .withNewPort(application.orElse(
                        cluster.getSpec().distribution().ports().from()))
                .endTcpSocket()
                .withPeriodSeconds(1)
                .build();
    }

    private static List<VolumeMount> mounts(BeamCluster cluster) {
        var mounts = new ArrayList<VolumeMount>();
        // The start script of Relx writes vm.args here, with the cookie in it: in memory, like the cookie itself.
        boolean isWritten = cluster.getSpec().release() == Release.Relx;
        mounts.add(Volumes.mount(Volumes.COOKIE, Volumes.COOKIE_PATH, !isWritten));
        mounts.add(Volumes.mount(Volumes.TMP, Volumes.TMP_PATH, false));
        mounts.add(Volumes.mount(Volumes.HOME, Volumes.HOME_PATH, false));
        TlsVolume.mount(cluster).ifPresent(mounts::add);
        CookieFiles.mounts(cluster).forEach(file -> mounts.add(cookieFile(file)));
        mounts.addAll(NodeStorage.mounts(cluster));
        return mounts;
    }

    private static VolumeMount cookieFile(String path) {
        return new VolumeMountBuilder()
                .withName(Volumes.COOKIE)
                .withMountPath(path)
                .withSubPath(CookieFiles.NAME)
                .withReadOnly(true)
                .build();
    }
}

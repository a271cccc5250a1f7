package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;

/** The container in which the node runs. */
final class NodeContainer {

    private NodeContainer() {}

    /**
     * Returns the container before {@code spec.template} is merged into it.
     *
     * @param cpuLimited whether the merged container will have a CPU limit
     */
    static Container of(BeamCluster cluster, PodDefaults defaults, boolean cpuLimited) {
        return new ContainerBuilder()
                .withName(Naming.NODE_CONTAINER)
                .withImage(cluster.getSpec().image())
                .withEnv(NodeEnvironment.of(cluster, defaults, cpuLimited))
                .withPorts(NodePorts.of(cluster))
                .withStartupProbe(NodeProbes.startup(cluster, defaults).orElse(null))
                .withReadinessProbe(NodeProbes.readiness(cluster, defaults).orElse(null))
                .withResources(NodeResources.of(cluster))
                .withSecurityContext(RestrictedSecurity.ofContainer(hasReadOnlyRoot(cluster)))
                .withLifecycle(DrainHook.of(cluster))
                .withVolumeMounts(mounts(cluster, defaults))
                .build();
    }

    /**
     * Whether the root file system is read-only. Every start script that the operator knows writes only to {@code RELEASE_TMP},
     * {@code RELX_OUT_FILE_PATH}, {@code HOME} or {@code /tmp}; a Custom image may write anywhere.
     */
    private static boolean hasReadOnlyRoot(BeamCluster cluster) {
        return cluster.getSpec().release() != Release.Custom;
    }

    private static List<VolumeMount> mounts(BeamCluster cluster, PodDefaults defaults) {
        var mounts = new ArrayList<VolumeMount>();
        // The start script of Relx writes vm.args here, with the cookie in it: in memory, like the cookie itself.
        boolean isWritten = cluster.getSpec().release() == Release.Relx;
        mounts.add(Volumes.mount(Volumes.COOKIE, Volumes.COOKIE_PATH, !isWritten));
        mounts.add(Volumes.mount(Volumes.TMP, Volumes.TMP_PATH, false));
        mounts.add(Volumes.mount(Volumes.HOME, Volumes.HOME_PATH, false));
        TlsVolume.mount(cluster).ifPresent(mounts::add);
        if (defaults.isAtLeast(PodDefaults.V2)) {
            SecondVm.mount(cluster).ifPresent(mounts::add);
        }
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

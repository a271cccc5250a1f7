package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;
import dev.beamcluster.api.v1alpha1.Distribution;
import dev.beamcluster.api.v1alpha1.Port;

/** The container that is the node. */
final class NodeContainer {

    private NodeContainer() {}

    static Container of(BeamCluster cluster) {
        return new ContainerBuilder()
                .withName(Naming.NODE_CONTAINER)
                .withImage(cluster.getSpec().image())
                .withEnv(NodeEnvironment.of(cluster))
                .withPorts(ports(cluster))
                .withReadinessProbe(readiness(cluster))
                .withResources(resources(cluster))
                .withSecurityContext(unprivileged(hasReadOnlyRoot(cluster)))
                .withLifecycle(DrainHook.of(cluster))
                .withVolumeMounts(mounts(cluster))
                .build();
    }

    /**
     * Every start script that the operator knows writes to {@code RELEASE_TMP}, {@code RELX_OUT_FILE_PATH}, {@code HOME} or
     * {@code /tmp} only; of a Custom image nothing is known.
     */
    static boolean hasReadOnlyRoot(BeamCluster cluster) {
        return cluster.getSpec().release() != Release.Custom;
    }

    private static List<ContainerPort> ports(BeamCluster cluster) {
        return Stream.concat(
                        Stream.of(ownPort(cluster)), targets(cluster).stream().map(NodeContainer::port))
                .toList();
    }

    /** Of the distribution. */
    static ContainerPort ownPort(BeamCluster cluster) {
        Distribution distribution = cluster.getSpec().distribution();
        return distribution.epmd()
                ? port("epmd", Naming.EPMD_PORT, "TCP")
                : port("dist", distribution.ports().from(), "TCP");
    }

    /** Several ports of the Service may lead to one of the container's, which it has once: under the first of their names. */
    static Collection<Port> targets(BeamCluster cluster) {
        var targets = new LinkedHashMap<Target, Port>();
        cluster.getSpec().ports().forEach(port -> targets.putIfAbsent(Target.of(port), port));
        return targets.values();
    }

    /** The name that the container has for where this port leads. */
    static String targetName(BeamCluster cluster, Port port) {
        return targets(cluster).stream()
                .filter(target -> Target.of(target).equals(Target.of(port)))
                .map(Port::name)
                .findFirst()
                .orElse(port.name());
    }

    private record Target(int number, Port.Protocol protocol) {
        static Target of(Port port) {
            return new Target(port.target(), port.protocol());
        }
    }

    /** Of the application. Its name leads to each pod's own number while a rollout changes the number. */
    static ContainerPort port(Port port) {
        return port(port.name(), port.target(), port.protocol().name());
    }

    /** Whether this is that port of the application, whatever else a template says of it. */
    static boolean isOf(Port port, ContainerPort there) {
        return port.name().equals(there.getName())
                && port.target() == there.getContainerPort()
                && port.protocol().name().equals(Objects.requireNonNullElse(there.getProtocol(), "TCP"));
    }

    private static ContainerPort port(String name, int number, String protocol) {
        return new ContainerPortBuilder()
                .withName(name)
                .withContainerPort(number)
                .withProtocol(protocol)
                .build();
    }

    /**
     * Ready is a node that serves: its application's first TCP port is open, or, where it offers none, its distribution's. No second
     * VM is started to find that out. The first port of the distribution's range is free when a pod starts, so it is the node's; a
     * Custom image without ports may listen anywhere, and brings its own probe in {@code spec.template}.
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

    static ResourceRequirements resources(BeamCluster cluster) {
        var resources = cluster.getSpec().resources();
        if (resources == null) {
            return new ResourceRequirements();
        }
        return new ResourceRequirementsBuilder()
                .withRequests(resources.requests())
                .withLimits(resources.limits())
                .build();
    }

    /** What the Pod Security Standard {@code restricted} asks of a container. */
    static SecurityContext unprivileged(boolean readOnlyRoot) {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(readOnlyRoot ? true : null)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    private static List<VolumeMount> mounts(BeamCluster cluster) {
        var mounts = new ArrayList<VolumeMount>();
        // Relx' start script writes vm.args there, with the cookie in it: in memory, like the cookie itself.
        boolean isWritten = cluster.getSpec().release() == Release.Relx;
        mounts.add(mount(NodePod.COOKIE_VOLUME, Naming.COOKIE_DIRECTORY, !isWritten));
        mounts.add(mount(NodePod.TMP_VOLUME, NodePod.TMP, false));
        mounts.add(mount(NodePod.HOME_VOLUME, NodeEnvironment.HOME, false));
        TlsVolume.mount(cluster).ifPresent(mounts::add);
        NodeEnvironment.cookieFiles(cluster).forEach(file -> mounts.add(cookieFile(file)));
        mounts.addAll(NodeStorage.mounts(cluster));
        return mounts;
    }

    private static VolumeMount cookieFile(String path) {
        return new VolumeMountBuilder()
                .withName(NodePod.COOKIE_VOLUME)
                .withMountPath(path)
                .withSubPath(Naming.COOKIE_FILE)
                .withReadOnly(true)
                .build();
    }

    static VolumeMount mount(String volume, String path, boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(readOnly ? true : null)
                .build();
    }
}

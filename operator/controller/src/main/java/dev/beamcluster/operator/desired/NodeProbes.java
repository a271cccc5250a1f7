package dev.beamcluster.operator.desired;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;
import dev.beamcluster.api.v1alpha1.Port;
import dev.beamcluster.operator.desired.template.TemplateSpec;

/**
 * The probes of a node's container, all of them TCP connections to one port. A check that starts a second VM would cost too much.
 *
 * <p>The startup probe makes a node ready within a second, and the readiness probe that follows does not fill the application's
 * log. As soon as the startup probe has succeeded, the kubelet runs the readiness probe without waiting for its period
 * (kubernetes/kubernetes, {@code prober.Manager.UpdatePodStatus}).
 */
final class NodeProbes {

    private static final String STARTUP = "startupProbe";
    private static final String READINESS = "readinessProbe";
    private static final List<String> HANDLERS = List.of("exec", "grpc", "httpGet", "tcpSocket");

    private static final int OFTEN = 1;

    /** The default of Kubernetes, written out. */
    private static final int ORDINARY = 10;

    /** So many failures that the kubelet never kills a node that starts slowly. */
    private static final int NEVER = Integer.MAX_VALUE;

    private NodeProbes() {}

    /**
     * Returns the startup probe; empty if the user sets one. It is empty too if the user sets a readiness probe, since the image
     * may never listen at this port.
     */
    static Optional<Probe> startup(BeamCluster cluster, PodDefaults defaults) {
        boolean isOurs = defaults.isAtLeast(PodDefaults.V2) && !isSet(cluster, STARTUP) && !isSet(cluster, READINESS);
        return port(cluster)
                .filter(_ -> isOurs)
                .map(port -> new ProbeBuilder(tcp(port, OFTEN))
                        .withFailureThreshold(NEVER)
                        .build());
    }

    /** Returns the readiness probe; empty if the user sets one. */
    static Optional<Probe> readiness(BeamCluster cluster, PodDefaults defaults) {
        if (!defaults.isAtLeast(PodDefaults.V2)) {
            return port(cluster).map(port -> tcp(port, OFTEN));
        }
        return port(cluster).filter(_ -> !isSet(cluster, READINESS)).map(port -> tcp(port, ORDINARY));
    }

    /**
     * Returns the first TCP port of the application, or the port of the distribution if the application has none. When a pod
     * starts, the first port of the distribution's range is free, so the node takes it. A Custom image without ports may listen
     * anywhere, and sets its own probe in {@code spec.template}.
     */
    private static Optional<Integer> port(BeamCluster cluster) {
        return cluster.getSpec().ports().stream()
                .filter(port -> port.protocol() == Port.Protocol.TCP)
                .map(Port::target)
                .findFirst()
                .or(() -> Optional.of(cluster)
                        .filter(_ -> cluster.getSpec().release() != Release.Custom)
                        .map(_ -> cluster.getSpec().distribution().ports().from()));
    }

    /** Whether the user replaces or removes this probe. One without a handler only adjusts the operator's. */
    private static boolean isSet(BeamCluster cluster, String probe) {
        return TemplateSpec.of(cluster)
                .nodeContainers()
                .filter(container -> container.containsKey(probe))
                .anyMatch(container -> !(container.get(probe) instanceof Map<?, ?> fields)
                        || HANDLERS.stream().anyMatch(handler -> fields.get(handler) != null));
    }

    private static Probe tcp(int port, int periodSeconds) {
        return new ProbeBuilder()
                .withNewTcpSocket()
                .withNewPort(port)
                .endTcpSocket()
                .withPeriodSeconds(periodSeconds)
                .build();
    }
}

package dev.beamcluster.operator.desired;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.EnvVar;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;
import dev.beamcluster.api.v1alpha1.Distribution;

/** The environment variables of a node: the common ones, those of its kind of release, and the user's. */
final class NodeEnvironment {

    private static final Set<String> RESERVED = Set.of(
            "BEAM_POD", "BEAM_NODE", "BEAM_HOST", "BEAM_COOKIE_FILE", "BEAM_PORT_MIN", "BEAM_PORT_MAX", "BEAM_FLAGS");

    private NodeEnvironment() {}

    /** Returns the variables that only the operator sets for this kind of release. The CRD refuses them in {@code spec.env}. */
    static Set<String> reserved(Release release) {
        return Stream.concat(RESERVED.stream(), ReleaseEnvironment.reserved(release).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the variables, the operator's first, because {@code $(NAME)} can refer only to earlier variables. */
    static List<EnvVar> of(BeamCluster cluster, PodDefaults defaults, boolean cpuLimited) {
        String schedulers = SchedulerFlags.of(cpuLimited);
        var variables = new LinkedHashMap<String, EnvVar>();
        Stream.of(
                        common(cluster, schedulers),
                        ReleaseEnvironment.of(cluster, defaults),
                        defaults.isAtLeast(PodDefaults.V2) ? CrashDump.of(cluster) : List.<EnvVar>of(),
                        defaults.isAtLeast(PodDefaults.V2) ? SecondVm.variables(cluster) : List.<EnvVar>of(),
                        schedulerFlags(cluster, schedulers))
                .flatMap(List::stream)
                .forEach(variable -> variables.merge(variable.getName(), variable, NodeEnvironment::merge));
        cluster.getSpec()
                .env()
                .forEach(variable -> variables.merge(variable.getName(), variable, NodeEnvironment::merge));
        return List.copyOf(variables.values());
    }

    private static List<EnvVar> common(BeamCluster cluster, String schedulers) {
        Distribution.Ports ports = cluster.getSpec().distribution().ports();
        Stream<EnvVar> others = Stream.of(
                EnvVars.ofValue("BEAM_COOKIE_FILE", CookieFiles.main(cluster)),
                EnvVars.ofValue("BEAM_PORT_MIN", ports.from().toString()),
                EnvVars.ofValue("BEAM_PORT_MAX", ports.to().toString()),
                EnvVars.ofValue("BEAM_FLAGS", flags(cluster, schedulers)));
        return Stream.concat(name(cluster), others).toList();
    }

    /** Returns the pod and the name of the node. Kubernetes has no variable with the name of a pod's A record. */
    private static Stream<EnvVar> name(BeamCluster cluster) {
        EnvVar pod = EnvVars.ofField("BEAM_POD", "metadata.name");
        EnvVar node = EnvVars.ofValue("BEAM_NODE", Naming.nodePrefix(cluster) + "@$(BEAM_HOST)");
        return switch (Naming.address(cluster)) {
            case DNS -> Stream.of(pod, EnvVars.ofValue("BEAM_HOST", "$(BEAM_POD)" + Naming.hostSuffix(cluster)), node);
            case PodIP -> Stream.of(pod, EnvVars.ofField("BEAM_HOST", "status.podIP"), node);
            case PodDNS -> Stream.of(pod);
        };
    }

    /** Returns all flags. A Custom image starts its VM itself and takes all flags from this one variable. */
    private static String flags(BeamCluster cluster, String schedulers) {
        String distribution = DistributionFlags.of(cluster);
        return cluster.getSpec().release() == Release.Custom ? (schedulers + " " + distribution).strip() : distribution;
    }

    /**
     * Returns flags that come before the command line, so that the same flag in the image, or in ERL_ZFLAGS in {@code spec.env},
     * overrides them.
     */
    private static List<EnvVar> schedulerFlags(BeamCluster cluster, String schedulers) {
        return schedulers.isEmpty() || cluster.getSpec().release() == Release.Custom
                ? List.of()
                : List.of(EnvVars.ofValue(ReleaseEnvironment.FLAGS_BEFORE, schedulers));
    }

    /** Returns the flags that suit the CPU limit, without those of a node. */
    static List<EnvVar> schedulerFlags(BeamCluster cluster) {
        return schedulerFlags(cluster, SchedulerFlags.of(NodeResources.hasCpuLimit(cluster)));
    }

    /** Joins flags; validation has refused flags that cannot be joined. Any other variable is replaced. */
    static EnvVar merge(EnvVar first, EnvVar second) {
        if (!ReleaseEnvironment.isFlags(second.getName()) || second.getValueFrom() != null) {
            return second;
        }
        return second.getValue() == null
                ? first
                : EnvVars.ofValue(second.getName(), second.getValue() + " " + first.getValue());
    }
}

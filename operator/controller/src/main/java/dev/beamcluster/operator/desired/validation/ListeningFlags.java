package dev.beamcluster.operator.desired.validation;

import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;
import dev.beamcluster.api.v1alpha1.Distribution;
import dev.beamcluster.operator.desired.template.TemplateSpec;

/** Finds flags of {@code erl} with which a node does not listen where its peers look for it. */
final class ListeningFlags {

    private static final String REMOVE = "remove the flag";
    private static final String NO_EPMD =
            "remove the flag, or create a new BeamCluster with spec.distribution.epmd: false";

    private final BeamCluster cluster;
    private final Distribution distribution;

    ListeningFlags(BeamCluster cluster) {
        this.cluster = cluster;
        this.distribution = cluster.getSpec().distribution();
    }

    Stream<Problem> of(String field, ErlFlag flag) {
        return switch (flag.name()) {
            case "-dist_listen" ->
                flag.value().equals("false")
                        ? NewRule.broken(field, "with -dist_listen false no node can connect to another", REMOVE)
                        : Stream.of();
            case "-start_epmd" -> startEpmd(field, flag);
            case "-no_epmd" ->
                distribution.epmd()
                        ? NewRule.broken(field, "with -no_epmd the nodes do not register with epmd", NO_EPMD)
                        : Stream.of();
            case "-erl_epmd_port" -> epmdLessPort(field);
            case "-kernel" -> kernel(field, flag);
            default -> Stream.of();
        };
    }

    /** Another container of the pod may run epmd. */
    private Stream<Problem> startEpmd(String field, ErlFlag flag) {
        boolean isMissing = flag.value().equals("false") && distribution.epmd() && !hasOtherContainers();
        return isMissing
                ? NewRule.broken(
                        field, "with -start_epmd false no epmd runs in the pod, so no node finds another", NO_EPMD)
                : Stream.of();
    }

    private boolean hasOtherContainers() {
        TemplateSpec template = TemplateSpec.of(cluster);
        return Stream.concat(
                        template.items("containers")
                                .filter(container -> !TemplateSpec.NODE_CONTAINER.equals(container.get("name"))),
                        template.items("initContainers")
                                .filter(container -> "Always".equals(container.get("restartPolicy"))))
                .findAny()
                .isPresent();
    }

    private Stream<Problem> epmdLessPort(String field) {
        boolean isTwice = !distribution.epmd() && cluster.getSpec().release() != Release.Custom;
        return isTwice
                ? NewRule.broken(
                        field,
                        "the operator sets -erl_epmd_port too, and a node with two listens on a random port",
                        "remove the flag; to choose the port, create a new BeamCluster with spec.distribution.ports.from")
                : Stream.of();
    }

    private Stream<Problem> kernel(String field, ErlFlag flag) {
        Stream<Problem> loopback = isLoopback(flag.setting("inet_dist_use_interface"))
                ? NewRule.broken(
                        field,
                        "inet_dist_use_interface binds the nodes to loopback, where no peer reaches them",
                        REMOVE)
                : Stream.of();
        boolean isLate = flag.setting("start_distribution").equals("false")
                && cluster.getSpec().release() != Release.Custom;
        Stream<Problem> late = isLate
                ? NewRule.broken(field, "with start_distribution false the nodes are not distributed", REMOVE)
                : Stream.of();
        return Stream.of(loopback, late, ports(field, flag)).flatMap(each -> each);
    }

    private static boolean isLoopback(String address) {
        String text = address.replace(" ", "");
        return text.equals("loopback") || text.startsWith("{127,") || text.equals("{0,0,0,0,0,0,0,1}");
    }

    /** Of two settings the first counts, and the operator's come last. */
    private Stream<Problem> ports(String field, ErlFlag flag) {
        Distribution.Ports ports = distribution.ports();
        boolean isOpen = !distribution.epmd()
                || cluster.getSpec().release() == Release.Custom
                || !cluster.getSpec().networkPolicy().enabled();
        if (isOpen) {
            return Stream.of();
        }
        return Stream.of("inet_dist_listen_min", "inet_dist_listen_max")
                .filter(key -> flag.setting(key).matches("\\d{1,5}"))
                .filter(key -> Integer.parseInt(flag.setting(key)) < ports.from()
                        || Integer.parseInt(flag.setting(key)) > ports.to())
                .flatMap(key -> NewRule.broken(
                        field,
                        key + " " + flag.setting(key) + " is outside spec.distribution.ports (" + ports.from() + " to "
                                + ports.to() + "), and the NetworkPolicy opens no other ports",
                        "remove the setting, and set spec.distribution.ports"));
    }
}

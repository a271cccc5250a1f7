package dev.beamcluster.operator.desired.validation;

import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;

/** Finds variables with which the nodes cannot form a mesh, other than those with flags of {@code erl}. */
final class VariableEffects {

    private static final String COOKIE_FILE = "/.erlang.cookie";

    private VariableEffects() {}

    static Stream<Problem> of(BeamCluster cluster, Reserved reserved) {
        return PlainVariable.of(cluster).flatMap(variable -> of(cluster, reserved, variable));
    }

    /** Returns the problem of this variable. The flag {@code -env} of {@code erl} sets variables too. */
    static Stream<Problem> of(BeamCluster cluster, Reserved reserved, PlainVariable variable) {
        if (variable.isReference()) {
            return Stream.of();
        }
        boolean epmd = cluster.getSpec().distribution().epmd();
        return switch (variable.name()) {
            case "ERL_EPMD_ADDRESS" -> epmd ? epmdAddress(variable) : Stream.of();
            case "ERL_EPMD_PORT" -> epmd ? epmdPort(variable) : Stream.of();
            case "ERL_DIST_PORT" ->
                cluster.getSpec().release() == Release.Relx ? distributionPort(variable) : Stream.of();
            case "HOME" -> cluster.getSpec().release() == Release.Erl ? home(variable, reserved) : Stream.of();
            default -> Stream.of();
        };
    }

    private static Stream<Problem> epmdAddress(PlainVariable variable) {
        boolean isLoopback = !variable.value().isBlank()
                && Stream.of(variable.value().split(",", -1))
                        .map(String::strip)
                        .allMatch(address -> address.startsWith("127.") || address.equals("::1"));
        return isLoopback
                ? NewRule.broken(
                        variable.field(),
                        "with ERL_EPMD_ADDRESS " + variable.value()
                                + " epmd listens on loopback, where no peer reaches it",
                        "remove it")
                : Stream.of();
    }

    private static Stream<Problem> epmdPort(PlainVariable variable) {
        return variable.value().equals("4369") || variable.value().isBlank()
                ? Stream.of()
                : NewRule.broken(
                        variable.field(),
                        "with ERL_EPMD_PORT " + variable.value()
                                + " epmd does not listen on 4369, where the operator looks"
                                + " for it and which the NetworkPolicy opens",
                        "remove it");
    }

    /** The start script of Relx then adds {@code -start_epmd false} and a second {@code -erl_epmd_port}. */
    private static Stream<Problem> distributionPort(PlainVariable variable) {
        return NewRule.broken(
                variable.field(),
                "the start script of Relx would add -start_epmd and -erl_epmd_port, which the operator sets",
                "remove it; to run without epmd, create a new BeamCluster with spec.distribution.epmd: false");
    }

    private static Stream<Problem> home(PlainVariable variable, Reserved reserved) {
        MountPath file = MountPath.of(variable.value() + COOKIE_FILE);
        return reserved.isFile(file)
                ? Stream.of()
                : NewRule.broken(
                        variable.field(),
                        "erl reads its cookie from $HOME" + COOKIE_FILE + ", and there is none in " + variable.value(),
                        "remove it, or create the file with spec.cookie.file: " + file);
    }
}

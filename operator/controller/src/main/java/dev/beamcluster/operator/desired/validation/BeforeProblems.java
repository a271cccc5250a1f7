package dev.beamcluster.operator.desired.validation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;
import dev.beamcluster.api.v1alpha1.BeforeRollout;
import dev.beamcluster.operator.desired.template.TemplateSpec;

/** Finds commands of {@code spec.rollout.before} that need a node: there may be none yet, and the command does not run in one. */
final class BeforeProblems {

    private static final String FIELD = "spec.rollout.before";

    /** The start script of a release. */
    private static final Pattern SCRIPT = Pattern.compile("(.*/)?bin/[^/]+");

    /** Commands of the start script of Mix that call a running node (Elixir, mix release). */
    private static final Set<String> MIX = Set.of("rpc", "remote", "restart", "stop", "pid");

    /** Commands of the start script of Relx that call a running node (relx, extended_bin). */
    private static final Set<String> RELX = Set.of(
            "rpc",
            "rpcterms",
            "eval",
            "remote",
            "remote_console",
            "daemon_attach",
            "attach",
            "ping",
            "pid",
            "stop",
            "restart",
            "reboot",
            "status",
            "upgrade",
            "downgrade",
            "install",
            "uninstall",
            "versions");

    private BeforeProblems() {}

    /**
     * Returns the problems.
     *
     * @param merged the merged pod of a node
     */
    static Stream<Problem> of(BeamCluster cluster, Reserved reserved, PodSpec merged) {
        BeforeRollout before = cluster.getSpec().rollout().before();
        if (before == null) {
            return Stream.of();
        }
        List<String> words =
                Stream.concat(before.command().stream(), before.args().stream()).toList();
        return Stream.concat(
                variables(words, reserved, merged),
                script(words, cluster.getSpec().release()).stream());
    }

    private static Stream<Problem> variables(List<String> words, Reserved reserved, PodSpec merged) {
        List<EnvVar> environment = merged.getContainers().stream()
                .filter(container -> container.getName().equals(TemplateSpec.NODE_CONTAINER))
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> !reserved.flagVariables().contains(variable.getName()))
                .toList();
        return NodeVariables.without(environment, reserved.variables()).stream()
                .filter(variable -> words.stream().anyMatch(word -> NodeVariables.isIn(word, variable)))
                .map(variable -> new Problem(
                        FIELD + ".command",
                        "it uses the variable " + variable + ", which only a node has",
                        "remove it: the command runs before there is a node"));
    }

    private static Optional<Problem> script(List<String> words, Release release) {
        boolean isScript = words.size() > 1 && SCRIPT.matcher(words.getFirst()).matches();
        if (!isScript || !callsNode(words.get(1), release)) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                FIELD + ".command",
                "`" + words.get(1) + "` calls a running node, and the command runs before there is one",
                release == Release.Mix ? "use `eval`" : "use `escript`, or `erl -noshell` with -eval"));
    }

    private static boolean callsNode(String command, Release release) {
        return switch (release) {
            case Mix -> MIX.contains(command);
            case Relx -> RELX.contains(command);
            case Erl, Custom -> false;
        };
    }
}

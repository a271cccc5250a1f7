package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;
import dev.beamcluster.api.v1alpha1.Distribution;

/** The variables that tell a node its name, its cookie and its ports, per kind of release. */
final class NodeEnvironment {

    /** Writable under a read-only root, and where plain Erlang looks for its cookie. */
    static final String HOME = "/home/beam";

    /** Names that only the operator sets; the CRD refuses them in {@code spec.env}. */
    static final Set<String> RESERVED = Set.of(
            "BEAM_POD",
            "BEAM_NODE",
            "BEAM_HOST",
            "BEAM_COOKIE",
            "BEAM_COOKIE_FILE",
            "BEAM_PORT_MIN",
            "BEAM_PORT_MAX",
            "BEAM_FLAGS",
            "RELEASE_NODE",
            "RELEASE_COOKIE",
            "RELEASE_DISTRIBUTION",
            "RELX_COOKIE");

    /** Before the command line: what the image says itself wins (Erlang/OTP, erl(1)). */
    private static final String FLAGS_BEFORE = "ERL_AFLAGS";

    /** After the command line: what is said here wins. */
    private static final String FLAGS_AFTER = "ERL_ZFLAGS";

    private static final Set<String> FLAGS = Set.of(FLAGS_BEFORE, FLAGS_AFTER);

    private NodeEnvironment() {}

    /** The operator's variables first, since {@code $(NAME)} names only what stands before it; then the user's. */
    static List<EnvVar> of(BeamCluster cluster) {
        var variables = new LinkedHashMap<String, EnvVar>();
        common(cluster).forEach(variable -> variables.put(variable.getName(), variable));
        forRelease(cluster).forEach(variable -> variables.put(variable.getName(), variable));
        defaults(cluster).forEach(variable -> variables.merge(variable.getName(), variable, NodeEnvironment::merge));
        cluster.getSpec()
                .env()
                .forEach(variable -> variables.merge(variable.getName(), variable, NodeEnvironment::merge));
        return List.copyOf(variables.values());
    }

    /** Variables with flags without which there is no node, or none that its peers find; a busy loop less is no such flag. */
    static Set<String> neededFlags(BeamCluster cluster) {
        return forRelease(cluster).stream()
                .map(EnvVar::getName)
                .filter(FLAGS::contains)
                .collect(Collectors.toSet());
    }

    /** Where the cookie's file appears besides {@link Naming#COOKIE_DIRECTORY}. */
    static List<String> cookieFiles(BeamCluster cluster) {
        var files = new ArrayList<String>();
        ownCookieFile(cluster).ifPresent(files::add);
        if (looksInHome(cluster.getSpec().release())) {
            files.add(HOME + "/" + Naming.COOKIE_FILE);
        }
        return files.stream().distinct().toList();
    }

    /** Plain Erlang does, and so does a Relx release whose vm.args sets no cookie. */
    private static boolean looksInHome(Release release) {
        return release == Release.Erl || release == Release.Relx;
    }

    private static List<EnvVar> common(BeamCluster cluster) {
        Distribution.Ports ports = cluster.getSpec().distribution().ports();
        String file = ownCookieFile(cluster).orElse(Naming.COOKIE_DIRECTORY + "/" + Naming.COOKIE_FILE);
        var variables = new ArrayList<>(host(cluster));
        variables.add(variable("BEAM_NODE", Naming.nodePrefix(cluster) + "@$(BEAM_HOST)"));
        variables.add(variable("BEAM_COOKIE_FILE", file));
        variables.add(variable("BEAM_PORT_MIN", ports.from().toString()));
        variables.add(variable("BEAM_PORT_MAX", ports.to().toString()));
        variables.add(variable("BEAM_FLAGS", flags(cluster)));
        return variables;
    }

    /** A Custom image starts its VM itself: these are all the flags that it hears of. */
    private static String flags(BeamCluster cluster) {
        String distribution = DistributionFlags.of(cluster);
        boolean hasMore = cluster.getSpec().release() == Release.Custom
                && !SchedulerFlags.of(cluster).isEmpty();
        return hasMore ? (SchedulerFlags.of(cluster) + " " + distribution).strip() : distribution;
    }

    /** Before the command line: a flag of the image's own overrules them, and so does ERL_ZFLAGS in {@code spec.env}. */
    private static List<EnvVar> defaults(BeamCluster cluster) {
        String flags = SchedulerFlags.of(cluster);
        return flags.isEmpty() || cluster.getSpec().release() == Release.Custom
                ? List.of()
                : List.of(variable(FLAGS_BEFORE, flags));
    }

    private static List<EnvVar> host(BeamCluster cluster) {
        return switch (Naming.address(cluster)) {
            case DNS ->
                List.of(
                        field("BEAM_POD", "metadata.name"),
                        variable("BEAM_HOST", "$(BEAM_POD)" + Naming.hostSuffix(cluster)));
            case PodIP -> List.of(field("BEAM_POD", "metadata.name"), field("BEAM_HOST", "status.podIP"));
        };
    }

    private static List<EnvVar> forRelease(BeamCluster cluster) {
        return switch (cluster.getSpec().release()) {
            case Mix ->
                List.of(
                        variable("HOME", HOME),
                        variable("RELEASE_DISTRIBUTION", "name"),
                        variable("RELEASE_NODE", "$(BEAM_NODE)"),
                        cookie("RELEASE_COOKIE", cluster),
                        variable("RELEASE_TMP", "/tmp"),
                        variable(FLAGS_AFTER, "$(BEAM_FLAGS)"));
            case Relx ->
                List.of(
                        variable("HOME", HOME),
                        cookie("BEAM_COOKIE", cluster),
                        cookie("RELX_COOKIE", cluster),
                        variable("RELX_REPLACE_OS_VARS", "true"),
                        variable("RELX_OUT_FILE_PATH", Naming.COOKIE_DIRECTORY),
                        variable(FLAGS_AFTER, "$(BEAM_FLAGS)"));
            case Erl ->
                List.of(
                        variable("HOME", HOME),
                        variable(FLAGS_BEFORE, "-name $(BEAM_NODE)"),
                        variable(FLAGS_AFTER, "$(BEAM_FLAGS)"));
            case Custom -> List.of();
        };
    }

    /** Flags add up, and {@link EnvironmentProblems} refuses those that cannot; anything else is the user's to set. */
    private static EnvVar merge(EnvVar operators, EnvVar users) {
        if (!FLAGS.contains(users.getName()) || users.getValueFrom() != null) {
            return users;
        }
        return users.getValue() == null
                ? operators
                : variable(users.getName(), users.getValue() + " " + operators.getValue());
    }

    private static Optional<String> ownCookieFile(BeamCluster cluster) {
        return Optional.ofNullable(cluster.getSpec().cookie()).map(source -> source.file());
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    /** With {@code apiVersion}, which the API server would add: without it every apply would be a change. */
    private static EnvVar field(String name, String path) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewFieldRef("v1", path)
                .endValueFrom()
                .build();
    }

    private static EnvVar cookie(String name, BeamCluster cluster) {
        CookieReference cookie = CookieReference.of(cluster);
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef(cookie.key(), cookie.secret(), null)
                .endValueFrom()
                .build();
    }
}

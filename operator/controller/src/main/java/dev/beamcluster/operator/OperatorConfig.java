package dev.beamcluster.operator;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The configuration of the operator, read from environment variables.
 *
 * @param watchNamespaces {@code BEAMCLUSTER_WATCH_NAMESPACES}: comma-separated; empty (default) watches all
 * @param nodeName {@code BEAMCLUSTER_NODE_NAME}: the operator's own node name, with a dot in the host, default
 *     {@code beamcluster@operator.NAMESPACE.svc}. Every node keeps it as an atom permanently, so do not change it
 * @param leaderElection {@code BEAMCLUSTER_LEADER_ELECTION}: true or false (default). Two operators with one node name disconnect
 *     each other from every mesh, so only the leader connects
 * @param namespace {@code BEAMCLUSTER_NAMESPACE}: the namespace of the operator and its Lease; default {@code default}
 * @param podName {@code BEAMCLUSTER_POD_NAME}: the name of the operator's pod, default {@code beamcluster-operator}
 * @param podLabels {@code BEAMCLUSTER_POD_LABELS}: the labels that select the operator's pods in that namespace, as
 *     {@code a=b,c=d}; the nodes' network policies allow these pods. Empty (default) for an operator outside the Kubernetes
 *     cluster, which no policy can select
 * @param httpPort {@code BEAMCLUSTER_HTTP_PORT}: the port of /healthz and /readyz, 1 to 65535, default 8080
 * @param metricsPort {@code BEAMCLUSTER_METRICS_PORT}: the port of /metrics, 1 to 65535, default 8081
 */
public record OperatorConfig(
        Set<String> watchNamespaces,
        String nodeName,
        boolean leaderElection,
        String namespace,
        String podName,
        Map<String, String> podLabels,
        int httpPort,
        int metricsPort) {

    private static final Pattern NODE_NAME = Pattern.compile("[A-Za-z0-9_-]+@[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    /** A label: the key, with or without a prefix, and the value (Kubernetes, Labels and Selectors). */
    private static final Pattern LABEL = Pattern.compile("([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?"
            + "%1$s=(%1$s)?".formatted("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"));

    private static final Variable<String> OWN_NAMESPACE =
            new Variable<>("BEAMCLUSTER_NAMESPACE", NAMESPACE.asMatchPredicate(), "a namespace", text -> text);

    private static final Variable<Set<String>> WATCH_NAMESPACES = new Variable<>(
            "BEAMCLUSTER_WATCH_NAMESPACES",
            text -> names(text).stream().allMatch(NAMESPACE.asMatchPredicate()),
            "comma-separated namespaces, or nothing for all",
            OperatorConfig::names);

    private static final Variable<String> OWN_NODE_NAME = new Variable<>(
            "BEAMCLUSTER_NODE_NAME", NODE_NAME.asMatchPredicate(), "name@host with a dot in the host", text -> text);

    private static final Variable<Boolean> LEADER_ELECTION = new Variable<>(
            "BEAMCLUSTER_LEADER_ELECTION", Set.of("true", "false")::contains, "true or false", Boolean::parseBoolean);

    private static final Variable<String> POD_NAME =
            new Variable<>("BEAMCLUSTER_POD_NAME", _ -> true, "a pod", text -> text);

    private static final Variable<Map<String, String>> POD_LABELS = new Variable<>(
            "BEAMCLUSTER_POD_LABELS",
            OperatorConfig::areLabels,
            "labels, as key=value,key=value, or nothing for an operator outside of the Kubernetes cluster",
            OperatorConfig::labels);

    private static final Variable<Integer> HTTP_PORT =
            new Variable<>("BEAMCLUSTER_HTTP_PORT", OperatorConfig::isPort, "a port, 1 to 65535", Integer::parseInt);

    private static final Variable<Integer> METRICS_PORT =
            new Variable<>("BEAMCLUSTER_METRICS_PORT", OperatorConfig::isPort, "a port, 1 to 65535", Integer::parseInt);

    /** An environment variable: the values that it accepts, their description for error messages, and its parser. */
    private record Variable<T>(String name, Predicate<String> isUsable, String expected, Function<String, T> parse) {

        T read(Map<String, String> environment, String fallback) {
            String text = environment.getOrDefault(name, fallback).strip();
            if (!isUsable.test(text)) {
                throw new IllegalArgumentException(name + " is '" + text + "'; it must be " + expected);
            }
            return parse.apply(text);
        }
    }

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException if a variable has an invalid value; the message gives its name, its value and the accepted
     *     values
     */
    public static OperatorConfig of(Map<String, String> environment) {
        String namespace = OWN_NAMESPACE.read(environment, "default");
        return new OperatorConfig(
                WATCH_NAMESPACES.read(environment, ""),
                OWN_NODE_NAME.read(environment, "beamcluster@operator." + namespace + ".svc"),
                LEADER_ELECTION.read(environment, "false"),
                namespace,
                POD_NAME.read(environment, "beamcluster-operator"),
                POD_LABELS.read(environment, ""),
                HTTP_PORT.read(environment, "8080"),
                METRICS_PORT.read(environment, "8081"));
    }

    private static Set<String> names(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean areLabels(String text) {
        return names(text).stream().allMatch(LABEL.asMatchPredicate())
                && names(text).stream().map(OperatorConfig::key).distinct().count()
                        == names(text).size();
    }

    private static Map<String, String> labels(String text) {
        return names(text).stream()
                .collect(Collectors.toUnmodifiableMap(
                        OperatorConfig::key, label -> label.substring(label.indexOf('=') + 1)));
    }

    private static String key(String label) {
        return label.substring(0, Math.max(0, label.indexOf('=')));
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65535;
    }
}

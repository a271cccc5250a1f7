package dev.beamcluster.e2e.harness;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The API server's own count of write requests, including those that changed nothing. */
public final class ApiWrites {

    /**
     * The resources that the operator may write. Leases are not counted, because every leader renews its own. Nor are
     * events of the core group and the status of pods: the kubelet and the controllers write them, and the operator has
     * no right to.
     */
    private static final Pattern COUNTER =
            Pattern.compile("^apiserver_request_total\\{(?!.*resource=\"pods\".*subresource=\"status\").*"
                    + "(group=\"events.k8s.io\",resource=\"events\""
                    + "|resource=\"(beamclusters|statefulsets|services|secrets|configmaps|pods|poddisruptionbudgets|networkpolicies|jobs)\").*"
                    + "verb=\"(POST|PUT|PATCH|APPLY|DELETE|DELETECOLLECTION)\".*} \\d+.*$");

    /** Every request for a kind of object that the operator uses, from any client. */
    private static final Pattern REQUEST = Pattern.compile("^apiserver_request_total\\{.*"
            + "(group=\"events.k8s.io\",resource=\"events\""
            + "|resource=\"(beamclusters|statefulsets|services|secrets|pods|poddisruptionbudgets|networkpolicies"
            + "|persistentvolumeclaims|jobs)\").*} \\d+.*$");

    /** What only the operator writes, and users. */
    private static final Pattern OWN = Pattern.compile("^apiserver_request_total\\{.*"
            + "(group=\"events.k8s.io\",resource=\"events\""
            + "|resource=\"beamclusters\""
            + "|resource=\"(statefulsets|services|secrets|poddisruptionbudgets|networkpolicies|jobs)\".*subresource=\"\").*"
            + "verb=\"(POST|PUT|PATCH|APPLY|DELETE)\".*} \\d+.*$");

    private ApiWrites() {}

    /** Each counter of writes with its value. */
    public static Map<String, String> of(Cluster cluster) {
        return counters(cluster, COUNTER);
    }

    /** The number of requests for the operator's kinds of objects, from all clients: an upper bound. */
    public static long requests(Cluster cluster) {
        return sum(counters(cluster, REQUEST));
    }

    /** The number of writes of the operator and of users, but not of the controllers of Kubernetes. */
    public static long own(Cluster cluster) {
        return sum(counters(cluster, OWN));
    }

    /** How often an object of this kind was applied, with or without a change. */
    public static long applied(Cluster cluster, String plural) {
        return sum(counters(
                cluster,
                Pattern.compile(
                        "^apiserver_request_total\\{.*resource=\"%s\".*verb=\"APPLY\".*} \\d+.*$".formatted(plural))));
    }

    private static Map<String, String> counters(Cluster cluster, Pattern which) {
        return cluster.kubectl()
                .run("get", "--raw", "/metrics")
                .orFail()
                .lines()
                .filter(line -> which.matcher(line).matches())
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> line.substring(line.lastIndexOf(' ') + 1),
                        (first, _) -> first,
                        TreeMap::new));
    }

    /** The sum of all counters of writes. */
    public static long total(Cluster cluster) {
        return sum(of(cluster));
    }

    private static long sum(Map<String, String> counters) {
        return counters.values().stream()
                .mapToLong(value -> (long) Double.parseDouble(value))
                .sum();
    }
}

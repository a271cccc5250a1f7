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

    private ApiWrites() {}

    /** Each counter with its value. */
    public static Map<String, String> of(Cluster cluster) {
        return cluster.kubectl()
                .run("get", "--raw", "/metrics")
                .orFail()
                .lines()
                .filter(line -> COUNTER.matcher(line).matches())
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> line.substring(line.lastIndexOf(' ') + 1),
                        (first, _) -> first,
                        TreeMap::new));
    }

    /** The sum of all counters. */
    public static long total(Cluster cluster) {
        return of(cluster).values().stream()
                .mapToLong(value -> (long) Double.parseDouble(value))
                .sum();
    }
}

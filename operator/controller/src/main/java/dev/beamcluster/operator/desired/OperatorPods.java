package dev.beamcluster.operator.desired;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a NetworkPolicy selects the operator's own pods.
 *
 * @param namespace the namespace in which they run
 * @param labels labels that they have and no other pod of that namespace; empty for an operator that runs outside of the Kubernetes
 *     cluster, which no selector matches
 */
public record OperatorPods(String namespace, SortedMap<String, String> labels) {

    public OperatorPods {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** The pods in this namespace that have all of these labels. */
    public static OperatorPods of(String namespace, Map<String, String> labels) {
        return new OperatorPods(namespace, new TreeMap<>(labels));
    }

    /** Whether a selector can match them: without labels it would match every pod of the namespace. */
    boolean canBeSelected() {
        return !labels.isEmpty();
    }
}

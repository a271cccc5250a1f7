package dev.beamcluster.operator.desired;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a NetworkPolicy selects the operator's own pods.
 *
 * @param namespace the namespace of the operator's pods
 * @param labels labels that only the operator's pods have in that namespace; empty for an operator outside the Kubernetes
 *     cluster, which no selector matches
 */
public record OperatorPods(String namespace, SortedMap<String, String> labels) {

    public OperatorPods {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** Returns the pods in this namespace that have all of these labels. */
    public static OperatorPods of(String namespace, Map<String, String> labels) {
        return new OperatorPods(namespace, new TreeMap<>(labels));
    }

    /** Whether a selector can match these pods. Without labels it would match every pod of the namespace. */
    boolean canBeSelected() {
        return !labels.isEmpty();
    }
}

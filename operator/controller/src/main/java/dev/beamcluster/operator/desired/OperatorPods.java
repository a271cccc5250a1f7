package dev.beamcluster.operator.desired;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who the operator is, for a policy that lets it in.
 *
 * @param namespace where its pods run
 * @param labels what its pods, and no others of that namespace, are labelled with; empty for one that runs outside of the
 *     Kubernetes cluster, which no selector can name
 */
public record OperatorPods(String namespace, SortedMap<String, String> labels) {

    public OperatorPods {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** Those in this namespace with these labels. */
    public static OperatorPods of(String namespace, Map<String, String> labels) {
        return new OperatorPods(namespace, new TreeMap<>(labels));
    }

    /** Whether a selector can name them: one without labels would name every pod of the namespace. */
    boolean canBeNamed() {
        return !labels.isEmpty();
    }
}

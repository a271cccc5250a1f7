package dev.beamcluster.kubectl.cluster;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.Pod;

/** The order in which people expect the pods of a StatefulSet. */
public final class PodOrder {

    private static final Pattern ORDINAL = Pattern.compile("^(.*?)(\\d{1,9})$");

    /** By name, and numbers at the end by their value. */
    public static final Comparator<Pod> BY_ORDINAL = Comparator.comparing(PodOrder::prefix)
            .thenComparingInt(PodOrder::number)
            .thenComparing(pod -> pod.getMetadata().getName());

    private PodOrder() {}

    private static String prefix(Pod pod) {
        Matcher name = ORDINAL.matcher(pod.getMetadata().getName());
        return name.matches() ? name.group(1) : pod.getMetadata().getName();
    }

    private static int number(Pod pod) {
        Matcher name = ORDINAL.matcher(pod.getMetadata().getName());
        return name.matches() ? Integer.parseInt(name.group(2)) : -1;
    }
}

package dev.beamcluster.operator.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;

/**
 * How the nodes of one mesh differ, and which node has which value. A missing value does not count as a difference: an application need not be
 * started on every node.
 *
 * @param infos what each node reports about itself
 */
record NodeDifferences(SortedMap<NodeName, NodeInfo> infos, PodNames pods) {

    /** Returns differences in OTP release, release or applications; in applications only if the releases are the same. */
    List<String> versions() {
        var differences = new ArrayList<String>();
        in("OTP release", node -> Optional.of(node.otpRelease())).ifPresent(differences::add);
        in("release", node -> Optional.of(node.release())).ifPresent(differences::add);
        if (differences.isEmpty()) {
            applications()
                    .forEach(application -> in(
                                    "application " + application,
                                    node -> Optional.ofNullable(
                                            node.applications().get(application)))
                            .ifPresent(differences::add));
        }
        return differences;
    }

    /** Returns differences in settings that must be the same on all nodes (Erlang/OTP, kernel). */
    List<String> settings() {
        var differences = new ArrayList<String>();
        in("net_ticktime", node -> node.netTickSeconds().map(seconds -> seconds + " s"))
                .ifPresent(differences::add);
        in("prevent_overlapping_partitions", node -> Optional.of(String.valueOf(node.preventsOverlappingPartitions())))
                .ifPresent(differences::add);
        in("distribution protocol", node -> Optional.of(node.protocol())).ifPresent(differences::add);
        return differences;
    }

    private Set<String> applications() {
        return infos.values().stream()
                .flatMap(node -> node.applications().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<String> in(String what, Function<NodeInfo, Optional<String>> value) {
        var podsByValue = new TreeMap<String, List<String>>();
        infos.forEach((node, info) -> value.apply(info)
                .ifPresent(text -> podsByValue
                        .computeIfAbsent(text, _ -> new ArrayList<>())
                        .add(pods.of(node))));
        return podsByValue.size() < 2
                ? Optional.empty()
                : Optional.of(what + " is "
                        + podsByValue.entrySet().stream()
                                .map(entry -> entry.getKey() + " on " + ShortList.of(entry.getValue()))
                                .collect(Collectors.joining(" and ")));
    }
}

package dev.beamcluster.operator.status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MeshStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MissingLink;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.api.v1alpha1.Transition.ChangedLink;
import dev.beamcluster.api.v1alpha1.Transition.ChangedNode;

/**
 * What differs between two statuses, for the history.
 *
 * @param links links that were lost or came back
 * @param nodes nodes whose state or reason changed
 */
record HistoryChange(List<ChangedLink> links, List<ChangedNode> nodes) {

    /** More items do not help a reader, and each costs space in the status. */
    private static final int AT_MOST = 20;

    static HistoryChange between(@Nullable BeamClusterStatus before, BeamClusterStatus after) {
        return new HistoryChange(changedLinks(before, after), changedNodes(before, after));
    }

    /** The links as pairs of pods, without direction: a link that is lost in both directions is lost once. */
    Set<String> pairs() {
        return pairs(links);
    }

    static Set<String> pairs(List<ChangedLink> links) {
        return links.stream()
                .map(link -> link.from().compareTo(link.to()) < 0
                        ? link.from() + " " + link.to()
                        : link.to() + " " + link.from())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<ChangedLink> changedLinks(@Nullable BeamClusterStatus before, BeamClusterStatus after) {
        @Nullable MeshStatus now = after.mesh();
        if (now == null) {
            return List.of();
        }
        @Nullable MeshStatus then = before == null ? null : before.mesh();
        List<MissingLink> lost = then == null ? List.of() : then.missingLinks();
        List<MissingLink> missing = now.missingLinks();
        // Both lists end after 20 links, so a link may be in one of them only because others are not.
        Stream<MissingLink> newly = isCut(lost) ? Stream.of() : missing.stream().filter(link -> !has(lost, link));
        Stream<MissingLink> back = isCut(missing) ? Stream.of() : lost.stream().filter(link -> !has(missing, link));
        Map<String, String> pods = pods(before, after);
        return Stream.concat(
                        newly.map(link -> changed(link, link.reason(), pods)),
                        back.map(link -> changed(link, null, pods)))
                .limit(AT_MOST)
                .toList();
    }

    private static boolean isCut(List<MissingLink> links) {
        return links.size() >= MeshStatuses.AT_MOST;
    }

    private static boolean has(List<MissingLink> links, MissingLink wanted) {
        return links.stream()
                .anyMatch(link -> link.from().equals(wanted.from()) && link.to().equals(wanted.to()));
    }

    private static ChangedLink changed(MissingLink link, @Nullable String reason, Map<String, String> pods) {
        return new ChangedLink(
                pods.getOrDefault(link.from(), link.from()), pods.getOrDefault(link.to(), link.to()), reason);
    }

    private static Map<String, String> pods(@Nullable BeamClusterStatus before, BeamClusterStatus after) {
        var pods = new HashMap<String, String>();
        nodes(before).forEach(node -> pods.put(node.node(), node.pod()));
        after.nodes().forEach(node -> pods.put(node.node(), node.pod()));
        return pods;
    }

    private static List<ChangedNode> changedNodes(@Nullable BeamClusterStatus before, BeamClusterStatus after) {
        Map<String, NodeStatus> then = byPod(nodes(before));
        Map<String, NodeStatus> now = byPod(after.nodes());
        var changed = new ArrayList<ChangedNode>();
        after.nodes().stream()
                .filter(node -> !isSame(then.get(node.pod()), node))
                .forEach(node ->
                        changed.add(new ChangedNode(node.pod(), node.state().name(), node.reason())));
        nodes(before).stream()
                .filter(node -> !now.containsKey(node.pod()))
                .forEach(node -> changed.add(new ChangedNode(node.pod(), null, null)));
        return changed.stream().limit(AT_MOST).toList();
    }

    private static boolean isSame(@Nullable NodeStatus then, NodeStatus now) {
        return then != null && then.state() == now.state() && Objects.equals(then.reason(), now.reason());
    }

    private static Map<String, NodeStatus> byPod(List<NodeStatus> nodes) {
        return nodes.stream().collect(Collectors.toMap(NodeStatus::pod, node -> node, (one, _) -> one));
    }

    private static List<NodeStatus> nodes(@Nullable BeamClusterStatus status) {
        return status == null ? List.of() : status.nodes();
    }
}

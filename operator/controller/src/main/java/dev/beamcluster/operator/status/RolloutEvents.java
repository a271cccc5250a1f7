package dev.beamcluster.operator.status;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Condition;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;

/**
 * The events of a rollout or of a change in size. Only a node whose pod was deleted has events. Conditions report starting and
 * failing nodes in summary, where a mesh of a hundred nodes would write hundreds of events. Several nodes with the same change at
 * the same time share one event.
 */
public final class RolloutEvents {

    private RolloutEvents() {}

    /**
     * The changes from one status to the next.
     *
     * @param awaited deleted pods whose nodes have not rejoined the mesh; the status does not record whether the pod of a node
     *     outside the mesh was deleted
     * @param events the events in the order in which they are written
     * @param nodes how many nodes had each of the events of a node
     */
    public record Result(SortedSet<String> awaited, List<EventText> events, SortedMap<NodeEvent, Integer> nodes) {}

    /**
     * Returns the next result.
     *
     * @param awaited the awaited pods of the previous result; empty at first, also after a restart of the operator
     */
    public static Result next(Collection<String> awaited, @Nullable BeamClusterStatus before, BeamClusterStatus after) {
        Map<String, NodeStatus> was = byPod(before == null ? List.of() : before.nodes());
        Map<String, NodeStatus> is = byPod(after.nodes());
        List<String> deleted = pods(is, node -> wasDeleted(Optional.ofNullable(was.get(node.pod())), node));
        List<String> removed = pods(was, node -> isLeaving(node) && !is.containsKey(node.pod()));
        var stillAwaited = new TreeSet<>(awaited);
        stillAwaited.addAll(deleted);
        stillAwaited.addAll(pods(was, RolloutEvents::isLeaving));
        stillAwaited.retainAll(is.keySet());
        List<String> back = pods(is, node -> stillAwaited.contains(node.pod()) && node.state() == NodeState.Meshed);
        back.forEach(stillAwaited::remove);

        var events = new ArrayList<EventText>();
        beginning(before, after).ifPresent(events::add);
        of(NodeEvent.NodeLeaving, deleted, isAre(deleted) + "leaving").ifPresent(events::add);
        of(NodeEvent.NodeRemoved, removed, wasWere(removed) + "removed").ifPresent(events::add);
        byRevision(back, is)
                .forEach((revision, pods) -> of(
                                NodeEvent.NodeRejoined, pods, "rejoined the mesh at revision " + revision)
                        .ifPresent(events::add));
        waiting(before, after).ifPresent(events::add);
        end(before, after).ifPresent(events::add);
        return new Result(stillAwaited, List.copyOf(events), counts(deleted, removed, back));
    }

    private static SortedMap<NodeEvent, Integer> counts(List<String> deleted, List<String> removed, List<String> back) {
        return new TreeMap<>(Map.of(
                NodeEvent.NodeLeaving, deleted.size(),
                NodeEvent.NodeRemoved, removed.size(),
                NodeEvent.NodeRejoined, back.size()));
    }

    /** Whether the pod is leaving, or was deleted so quickly that there is already another one, or none. */
    private static boolean wasDeleted(Optional<NodeStatus> was, NodeStatus is) {
        return was.filter(node -> !isLeaving(node) && node.revision() != null)
                .filter(node -> isLeaving(is) || !Objects.equals(node.revision(), is.revision()))
                .isPresent();
    }

    /** Whether the pod is leaving. A surplus pod stays while the spec is not applied. */
    private static boolean isLeaving(NodeStatus node) {
        return node.state() == NodeState.Leaving
                && !PodReason.SpecNotApplied.name().equals(node.reason());
    }

    private static Optional<EventText> beginning(@Nullable BeamClusterStatus before, BeamClusterStatus after) {
        return isUnderWay(before) && !(waitsForJob(before) && !waitsForJob(after))
                ? Optional.empty()
                : find(after).filter(_ -> isUnderWay(after)).map(RolloutEvents::event);
    }

    /** Returns the event of a wait; empty if the rollout begins with it, since its beginning already has an event. */
    private static Optional<EventText> waiting(@Nullable BeamClusterStatus before, BeamClusterStatus after) {
        return isUnderWay(before) && waitsForLinks(after) && !waitsForLinks(before)
                ? find(after).map(RolloutEvents::event)
                : Optional.empty();
    }

    private static Optional<EventText> end(@Nullable BeamClusterStatus before, BeamClusterStatus after) {
        boolean isStalled = find(after, ConditionType.Stalled)
                .filter(stalled -> stalled.getStatus().equals("True"))
                .isPresent();
        return isUnderWay(before) && !isStalled
                ? find(after)
                        .filter(is -> is.getReason().equals(Reason.UpToDate.name()))
                        .map(is -> EventText.ofRollout(Reason.UpToDate, is.getMessage() + revisions(after)))
                : Optional.empty();
    }

    private static String revisions(BeamClusterStatus status) {
        String revisions = status.nodes().stream()
                .map(NodeStatus::revision)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return revisions.isEmpty() ? "" : " (revision " + revisions + ")";
    }

    private static boolean isUnderWay(@Nullable BeamClusterStatus status) {
        return find(status).filter(is -> is.getStatus().equals("True")).isPresent();
    }

    /**
     * Whether the rollout waits for links. That the mesh was not probed since the last step does not count, since it is true
     * after each step.
     */
    private static boolean waitsForLinks(@Nullable BeamClusterStatus status) {
        return find(status)
                        .filter(is -> is.getReason().equals(Reason.RolloutWaitsForMesh.name()))
                        .isPresent()
                && find(status, ConditionType.Meshed)
                        .filter(meshed -> !meshed.getStatus().equals("True"))
                        .filter(meshed -> !meshed.getReason().equals(Reason.ProbeStale.name()))
                        .isPresent();
    }

    /** Whether the rollout waits for its Job. The next step counts as a beginning. */
    private static boolean waitsForJob(@Nullable BeamClusterStatus status) {
        return find(status)
                .filter(is -> is.getReason().equals(Reason.RolloutWaitsForJob.name()))
                .isPresent();
    }

    private static Optional<Condition> find(@Nullable BeamClusterStatus status) {
        return find(status, ConditionType.Reconciling);
    }

    private static Optional<Condition> find(@Nullable BeamClusterStatus status, ConditionType type) {
        return status == null ? Optional.empty() : Conditions.find(status.conditions(), type);
    }

    private static EventText event(Condition condition) {
        return EventText.ofRollout(Reason.valueOf(condition.getReason()), condition.getMessage());
    }

    private static Optional<EventText> of(NodeEvent reason, List<String> pods, String what) {
        return pods.isEmpty()
                ? Optional.empty()
                : Optional.of(EventText.ofRollout(reason, ShortList.of(pods) + " " + what));
    }

    private static String isAre(List<String> pods) {
        return pods.size() == 1 ? "is " : "are ";
    }

    private static String wasWere(List<String> pods) {
        return pods.size() == 1 ? "was " : "were ";
    }

    private static SortedMap<String, List<String>> byRevision(List<String> pods, Map<String, NodeStatus> nodes) {
        return pods.stream()
                .collect(Collectors.groupingBy(
                        pod -> Optional.ofNullable(nodes.get(pod))
                                .map(NodeStatus::revision)
                                .orElse("unknown"),
                        TreeMap::new,
                        Collectors.toList()));
    }

    private static List<String> pods(Map<String, NodeStatus> nodes, Predicate<NodeStatus> which) {
        return nodes.values().stream().filter(which).map(NodeStatus::pod).toList();
    }

    /** Returns the nodes by pod, in the order of the status. */
    private static Map<String, NodeStatus> byPod(List<NodeStatus> nodes) {
        return nodes.stream()
                .collect(Collectors.toMap(NodeStatus::pod, Function.identity(), (one, _) -> one, LinkedHashMap::new));
    }
}

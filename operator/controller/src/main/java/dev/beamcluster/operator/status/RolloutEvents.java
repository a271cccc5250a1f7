package dev.beamcluster.operator.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
 * What of a rollout or of a change in size is worth a line. A node is told of only when its pod was sent away: that one comes up for
 * the first time, or comes and goes, is told by the conditions of the whole, or a mesh of a hundred nodes would write hundreds of
 * lines. What happens to many nodes at once is one line.
 */
public final class RolloutEvents {

    private RolloutEvents() {}

    /**
     * One line.
     *
     * @param reason in one word; {@code docs/conditions.md} explains each
     * @param message for a person
     */
    public record EventText(String reason, String message) {}

    /**
     * What happened from one status to the next.
     *
     * @param awaited pods that were sent away and are not back in the mesh: no status says that a node which is not in the mesh was
     *     sent away before
     * @param news in the order in which they are told
     */
    public record Result(SortedSet<String> awaited, List<EventText> news) {}

    /**
     * The next chapter.
     *
     * @param awaited by the chapter before; empty at first, also where an operator goes on with what another began
     */
    public static Result next(Set<String> awaited, @Nullable BeamClusterStatus before, BeamClusterStatus after) {
        Map<String, NodeStatus> was = byPod(before == null ? List.of() : before.nodes());
        Map<String, NodeStatus> is = byPod(after.nodes());
        List<String> sentAway = pods(is, node -> isSentAway(Optional.ofNullable(was.get(node.pod())), node));
        List<String> gone = pods(was, node -> node.state() == NodeState.Leaving && !is.containsKey(node.pod()));
        var waited = new TreeSet<>(awaited);
        waited.addAll(sentAway);
        waited.addAll(pods(was, node -> node.state() == NodeState.Leaving));
        waited.retainAll(is.keySet());
        List<String> back = pods(is, node -> waited.contains(node.pod()) && node.state() == NodeState.Meshed);
        back.forEach(waited::remove);

        var news = new ArrayList<EventText>();
        beginning(before, after).ifPresent(news::add);
        tell("NodeLeaving", sentAway, "on the way out").ifPresent(news::add);
        tell("NodeRemoved", gone, "gone").ifPresent(news::add);
        byRevision(back, is)
                .forEach((revision, pods) -> tell("NodeRejoined", pods, "back in the mesh, at revision " + revision)
                        .ifPresent(news::add));
        waiting(before, after).ifPresent(news::add);
        end(before, after).ifPresent(news::add);
        return new Result(waited, List.copyOf(news));
    }

    /** Its pod was to go, or was so quick that there is another one already, or none. */
    private static boolean isSentAway(Optional<NodeStatus> was, NodeStatus is) {
        return was.filter(node -> node.state() != NodeState.Leaving && node.revision() != null)
                .filter(node -> is.state() == NodeState.Leaving || !Objects.equals(node.revision(), is.revision()))
                .isPresent();
    }

    private static Optional<EventText> beginning(@Nullable BeamClusterStatus before, BeamClusterStatus after) {
        return isUnderWay(before)
                ? Optional.empty()
                : find(after).filter(_ -> isUnderWay(after)).map(RolloutEvents::news);
    }

    /** What was begun with it has been told already. */
    private static Optional<EventText> waiting(@Nullable BeamClusterStatus before, BeamClusterStatus after) {
        return isUnderWay(before) && waitsForLinks(after) && !waitsForLinks(before)
                ? find(after).map(RolloutEvents::news)
                : Optional.empty();
    }

    private static Optional<EventText> end(@Nullable BeamClusterStatus before, BeamClusterStatus after) {
        boolean isStalled = find(after, ConditionType.Stalled)
                .filter(stalled -> stalled.getStatus().equals("True"))
                .isPresent();
        return isUnderWay(before) && !isStalled
                ? find(after)
                        .filter(is -> is.getReason().equals(Reason.UpToDate.name()))
                        .map(is -> new EventText(is.getReason(), is.getMessage() + revisions(after)))
                : Optional.empty();
    }

    private static String revisions(BeamClusterStatus status) {
        String revisions = status.nodes().stream()
                .map(NodeStatus::revision)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return revisions.isEmpty() ? "" : ", revision " + revisions;
    }

    private static boolean isUnderWay(@Nullable BeamClusterStatus status) {
        return find(status).filter(is -> is.getStatus().equals("True")).isPresent();
    }

    /** That the mesh was not looked at again since the last step is no news: it is after each. */
    private static boolean waitsForLinks(@Nullable BeamClusterStatus status) {
        return find(status)
                        .filter(is -> is.getReason().equals(Reason.RolloutWaitsForMesh.name()))
                        .isPresent()
                && find(status, ConditionType.Meshed)
                        .filter(meshed -> !meshed.getStatus().equals("True"))
                        .filter(meshed -> !meshed.getReason().equals(Reason.ProbeStale.name()))
                        .isPresent();
    }

    private static Optional<Condition> find(@Nullable BeamClusterStatus status) {
        return find(status, ConditionType.Reconciling);
    }

    private static Optional<Condition> find(@Nullable BeamClusterStatus status, ConditionType type) {
        return status == null ? Optional.empty() : Conditions.find(status.conditions(), type);
    }

    private static EventText news(Condition condition) {
        return new EventText(condition.getReason(), condition.getMessage());
    }

    private static Optional<EventText> tell(String reason, List<String> pods, String what) {
        return pods.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new EventText(reason, FaultMessages.list(pods) + (pods.size() == 1 ? " is " : " are ") + what));
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

    /** In the order of the status. */
    private static Map<String, NodeStatus> byPod(List<NodeStatus> nodes) {
        return nodes.stream()
                .collect(Collectors.toMap(NodeStatus::pod, Function.identity(), (one, _) -> one, LinkedHashMap::new));
    }
}

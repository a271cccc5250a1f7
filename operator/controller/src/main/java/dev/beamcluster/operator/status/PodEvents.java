package dev.beamcluster.operator.status;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.operator.observed.PodEnding;

/** Decides which troubles of pods get an event: each once when it is found, and again only if it is found again. */
public final class PodEvents {

    private static final String ACTION = "Pod";

    private static final String POD = "{pod}";

    private static final Map<String, TroubleReason> TROUBLES =
            Stream.of(TroubleReason.values()).collect(Collectors.toMap(TroubleReason::name, reason -> reason));

    private PodEvents() {}

    /**
     * Returns the events of one change of the status. Pods with the same trouble share an event.
     *
     * @param others the events of the same change that are written anyway
     */
    public static List<EventText> between(
            @Nullable BeamClusterStatus before, BeamClusterStatus after, Collection<EventText> others) {
        var pods = new LinkedHashMap<Trouble, List<String>>();
        for (NodeStatus node : after.nodes()) {
            trouble(node)
                    .filter(found -> !trouble(before, node.pod())
                            .filter(was -> was.reason() == found.reason())
                            .isPresent())
                    .ifPresent(found ->
                            pods.computeIfAbsent(found, _ -> new ArrayList<>()).add(node.pod()));
        }
        return pods.entrySet().stream()
                .map(entry -> event(entry.getKey(), entry.getValue()))
                .filter(event ->
                        others.stream().noneMatch(other -> other.message().contains(event.message())))
                .toList();
    }

    /** Returns the event of a pod that ended. */
    public static EventText of(PodEnding ending) {
        return switch (ending) {
            case PodEnding.Killed(String pod, var gracePeriod) ->
                new EventText(
                        EventText.Type.Warning,
                        NodeEvent.NodeKilled,
                        ACTION,
                        pod + " did not end within its grace period of " + ElapsedTime.of(gracePeriod)
                                + " and was killed (exit code 137, SIGKILL): its start command does not pass SIGTERM on to"
                                + " the VM (use `exec`), or its shutdown takes longer");
            case PodEnding.Evicted(String pod, String why) ->
                new EventText(EventText.Type.Warning, NodeEvent.NodeEvicted, ACTION, pod + " was evicted: " + why);
        };
    }

    /**
     * The trouble of a node.
     *
     * @param message the sentence, with {@link #POD} where it has the name of the pod
     */
    private record Trouble(TroubleReason reason, String message) {}

    private static Optional<Trouble> trouble(@Nullable BeamClusterStatus status, String pod) {
        return status == null
                ? Optional.empty()
                : status.nodes().stream()
                        .filter(node -> node.pod().equals(pod))
                        .findFirst()
                        .flatMap(PodEvents::trouble);
    }

    private static Optional<Trouble> trouble(NodeStatus node) {
        TroubleReason reason = node.reason() == null ? null : TROUBLES.get(node.reason());
        return reason == null || node.message() == null
                ? Optional.empty()
                : Optional.of(new Trouble(reason, node.message().replace(node.pod(), POD)));
    }

    private static EventText event(Trouble trouble, List<String> pods) {
        return new EventText(
                trouble.reason().isUsual() ? EventText.Type.Normal : EventText.Type.Warning,
                trouble.reason(),
                ACTION,
                ShortList.of(pods) + ": " + trouble.message().replace(POD, pods.getFirst()));
    }
}

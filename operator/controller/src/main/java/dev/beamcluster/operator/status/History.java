package dev.beamcluster.operator.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Condition;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.Transition;

/**
 * The last transitions of a BeamCluster, for people who ask later what happened. A transition is a change of the status or the
 * reason of Ready or Meshed, or of the missing links. All of these change the status anyway, so the history never causes a
 * write.
 *
 * <p>A link that is lost and comes back repeatedly is one transition with a count, or it would displace all others.
 */
final class History {

    static final int MAX_TRANSITIONS = 20;
    static final int MAX_BYTES = 16 * 1024;

    private History() {}

    /** Returns the status with the history of the previous one, and with this change if it is a transition. */
    static BeamClusterStatus in(@Nullable BeamClusterStatus before, BeamClusterStatus after, Instant now) {
        List<Transition> past = before == null ? List.of() : before.history();
        HistoryChange change = HistoryChange.between(before, after);
        boolean isTransition = !change.links().isEmpty()
                || differs(ConditionType.Ready, before, after)
                || differs(ConditionType.Meshed, before, after);
        return after.withHistory(isTransition ? bounded(added(past, transition(change, after, now))) : past);
    }

    private static boolean differs(ConditionType type, @Nullable BeamClusterStatus before, BeamClusterStatus after) {
        Optional<Condition> then = before == null ? Optional.empty() : Conditions.find(before.conditions(), type);
        Optional<Condition> now = Conditions.find(after.conditions(), type);
        return !then.map(Condition::getStatus).equals(now.map(Condition::getStatus))
                || !then.map(Condition::getReason).equals(now.map(Condition::getReason));
    }

    private static Transition transition(HistoryChange change, BeamClusterStatus after, Instant now) {
        Optional<Condition> ready = Conditions.find(after.conditions(), ConditionType.Ready);
        return new Transition(
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                null,
                null,
                ready.map(Condition::getStatus).orElse(Verdict.State.Unknown.name()),
                ready.map(Condition::getReason).orElse(""),
                Conditions.find(after.conditions(), ConditionType.Meshed)
                        .map(Condition::getReason)
                        .orElse(null),
                change.links(),
                change.nodes());
    }

    private static List<Transition> added(List<Transition> past, Transition next) {
        var all = new ArrayList<>(past);
        int size = all.size();
        if (size > 0 && isFlapping(all.getLast()) && isOfTheSameLinks(all.getLast(), next)) {
            all.set(size - 1, repeated(all.getLast(), next, isLoss(next) ? 1 : 0));
        } else if (size > 1
                && isLoss(next)
                && isLoss(all.get(size - 2))
                && isOfTheSameLinks(all.get(size - 2), next)
                && isOfTheSameLinks(all.getLast(), next)) {
            all.removeLast();
            all.set(size - 2, repeated(all.getLast(), next, 1));
        } else {
            all.add(next);
        }
        return all;
    }

    private static boolean isFlapping(Transition transition) {
        return transition.count() != null;
    }

    private static boolean isLoss(Transition transition) {
        return transition.links().stream().anyMatch(link -> link.reason() != null);
    }

    private static boolean isOfTheSameLinks(Transition one, Transition other) {
        return !one.links().isEmpty() && HistoryChange.pairs(one.links()).equals(HistoryChange.pairs(other.links()));
    }

    /** The same transition once more, with the last state. */
    private static Transition repeated(Transition first, Transition last, int losses) {
        return new Transition(
                first.time(),
                last.time(),
                Objects.requireNonNullElse(first.count(), 1) + losses,
                last.ready(),
                last.reason(),
                last.meshed(),
                last.links(),
                last.nodes());
    }

    private static List<Transition> bounded(List<Transition> all) {
        int bytes = 0;
        int first = all.size();
        while (first > 0 && all.size() - first < MAX_TRANSITIONS) {
            bytes += HistorySize.of(all.get(first - 1));
            if (bytes > MAX_BYTES) {
                break;
            }
            first--;
        }
        return all.subList(first, all.size());
    }
}

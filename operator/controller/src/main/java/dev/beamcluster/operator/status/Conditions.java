package dev.beamcluster.operator.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;

/**
 * Merges verdicts into conditions. The only place that sets a transition time, which changes only with the status of the
 * condition.
 */
final class Conditions {

    /** Kubernetes allows 32768 characters; people read far fewer. */
    private static final int MAX_MESSAGE = 2000;

    private Conditions() {}

    static List<Condition> merge(List<Condition> previous, List<Verdict> verdicts, long generation, Instant now) {
        return verdicts.stream()
                .sorted(Comparator.comparing(Verdict::type))
                .map(verdict -> condition(verdict, previous, generation, now))
                .toList();
    }

    private static Condition condition(Verdict verdict, List<Condition> previous, long generation, Instant now) {
        String state = verdict.state().name();
        String since = find(previous, verdict.type())
                .filter(before -> state.equals(before.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(verdict.type().name())
                .withStatus(state)
                .withReason(verdict.reason().name())
                .withMessage(ShortText.of(verdict.message(), MAX_MESSAGE))
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
    }

    static Optional<Condition> find(List<Condition> conditions, ConditionType type) {
        return conditions.stream()
                .filter(condition -> type.name().equals(condition.getType()))
                .findFirst();
    }
}

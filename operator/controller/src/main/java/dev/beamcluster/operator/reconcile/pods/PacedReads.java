package dev.beamcluster.operator.reconcile.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Remembers what was read from the API server, and decides when to read it again.
 *
 * @param <V> what is read
 */
final class PacedReads<V> {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** How many of them are read about; a message names no more. */
    private static final int FIRST_FEW = 5;

    private final Duration shortest;
    private final Map<String, Answer<V>> answers = new HashMap<>();

    private record Answer<V>(Instant at, V value) {}

    /**
     * Creates a memory.
     *
     * @param shortest how long an answer is good at least
     */
    PacedReads(Duration shortest) {
        this.shortest = shortest;
    }

    /**
     * A thing to read about.
     *
     * @param key identifies it
     * @param since since when it is in trouble
     */
    record Subject(String key, Instant since) {}

    /**
     * Returns what is known about the first few of these, and forgets all others.
     *
     * @param read reads one; its argument is the last answer about it
     */
    Map<String, V> about(Collection<Subject> subjects, Instant now, Function<Asked<V>, V> read) {
        var known = new HashMap<String, V>();
        answers.keySet().retainAll(subjects.stream().map(Subject::key).toList());
        subjects.stream().limit(FIRST_FEW).forEach(subject -> {
            Optional<Answer<V>> last = Optional.ofNullable(answers.get(subject.key()));
            Answer<V> answer = last.filter(before -> isGood(before, subject, now))
                    .orElseGet(() ->
                            new Answer<>(now, read.apply(new Asked<>(subject.key(), last.map(Answer::value)))));
            answers.put(subject.key(), answer);
            known.put(subject.key(), answer.value());
        });
        return known;
    }

    /** A read that is due, with the last answer to it. */
    record Asked<V>(String key, Optional<V> before) {}

    private boolean isGood(Answer<?> answer, Subject subject, Instant now) {
        return answer.at()
                .plus(pause(Duration.between(subject.since(), answer.at())))
                .isAfter(now);
    }

    /** Returns how long an answer is good: the longer a trouble has lasted, the less it changes. */
    private Duration pause(Duration inTrouble) {
        Duration pause = inTrouble.dividedBy(6);
        if (pause.compareTo(shortest) < 0) {
            return shortest;
        }
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}

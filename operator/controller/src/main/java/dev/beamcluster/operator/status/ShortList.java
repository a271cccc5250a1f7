package dev.beamcluster.operator.status;

import java.util.Collection;
import java.util.stream.Collectors;

/** The first few of many items, and the number of the others, so that a message is always short. */
final class ShortList {

    private static final int AT_MOST = 5;

    private ShortList() {}

    /** Joins names: {@code chat-0, chat-1 and 3 more}. */
    static String of(Collection<?> names) {
        return joined(names, ", ", " and ");
    }

    /** Joins sentences, which contain commas: {@code chat-0: …; chat-1: …; and 3 more}. */
    static String ofSentences(Collection<String> sentences) {
        return joined(sentences, "; ", "; and ");
    }

    private static String joined(Collection<?> things, String between, String beforeRest) {
        String first = things.stream().limit(AT_MOST).map(Object::toString).collect(Collectors.joining(between));
        return things.size() <= AT_MOST ? first : first + beforeRest + (things.size() - AT_MOST) + " more";
    }
}

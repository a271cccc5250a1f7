package dev.beamcluster.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The words of the schema for the constants of an enumeration: {@code API_SERVER} is {@code apiserver}. */
final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().replace("_", "").toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> Optional<E> read(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equals(word))
                .findFirst();
    }
}

package dev.beamcluster.operator.desired;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

import io.fabric8.kubernetes.api.model.Quantity;

/**
 * Quantities as the API server writes them: {@code 1024Mi} is {@code 1Gi}. Sent in any other form they look changed on every
 * comparison (apimachinery, resource.Quantity).
 */
final class CanonicalQuantity {

    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("", "k", "M", "G", "T", "P", "E");
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final BigDecimal KILO = BigDecimal.valueOf(1000);

    private CanonicalQuantity() {}

    /** The same amount, of bytes, with no fraction and the largest suffix of its kind. */
    static Quantity of(Quantity quantity) {
        BigDecimal bytes = Quantity.getAmountInBytes(quantity).setScale(0, RoundingMode.CEILING);
        String format = quantity.getFormat();
        if (format.endsWith("i") && bytes.compareTo(KIBI) >= 0) {
            return largest(bytes, KIBI, BINARY);
        }
        boolean isExponent = format.toLowerCase(Locale.ROOT).matches("e[+-]?[0-9]+");
        return isExponent ? exponent(bytes) : largest(bytes, KILO, DECIMAL);
    }

    private static Quantity largest(BigDecimal bytes, BigDecimal step, List<String> suffixes) {
        BigDecimal amount = bytes;
        int suffix = 0;
        while (suffix < suffixes.size() - 1 && isWhole(amount, step)) {
            amount = amount.divide(step);
            suffix++;
        }
        return new Quantity(amount.toPlainString(), suffixes.get(suffix));
    }

    private static Quantity exponent(BigDecimal bytes) {
        BigDecimal amount = bytes;
        int exponent = 0;
        while (isWhole(amount, KILO)) {
            amount = amount.divide(KILO);
            exponent += 3;
        }
        return new Quantity(amount.toPlainString(), exponent == 0 ? "" : "e" + exponent);
    }

    private static boolean isWhole(BigDecimal amount, BigDecimal step) {
        return amount.signum() != 0 && amount.remainder(step).signum() == 0;
    }
}

package dev.beamcluster.report.shape;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.beamcluster.report.model.Run;

/**
 * Replaces secrets: given values, also in base64, and what looks like one. Commits, digests of images and names are left as they are.
 */
public final class Masking {

    /** What is shown instead. */
    public static final String MASK = "[masked]";

    /** Shorter values would be found in ordinary words. */
    private static final int SHORTEST = 6;

    /** Each has what is left in its first group. */
    private static final List<Pattern> LOOKS = List.of(
            Pattern.compile("(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(?=-----END|\\z)", Pattern.DOTALL),
            Pattern.compile("()\\bLS0tLS1CRUdJTi[A-Za-z0-9+/=]{20,}"),
            Pattern.compile("()\\beyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]{8,}"),
            Pattern.compile("((?i:bearer|basic)\\s+)[\\w.~+/=-]{16,}"),
            Pattern.compile("(-setcookie\\s+['\"]?)[^\\s'\"]+"),
            Pattern.compile("(://[^\\s/:@]+:)[^\\s/@]+(?=@)"),
            Pattern.compile("((?i:password|passwd|pgpassword)[\"']?\\s*[:=]\\s*[\"']?)[^\\s\"',;]{4,}"),
            // A value of 12 characters and more with a digit or a capital: not the name of an object.
            Pattern.compile(
                    "((?i:cookie|token|secret|api[-_]?key|key-data|\\.key)[\"']?\\s*(?:[:=]|=>)\\s*(?:<<)?[\"']?)"
                            + "(?=[\\w+/=.-]*[A-Z0-9])(?![a-z0-9-]*-[a-z0-9-]*[\\s\"',;])[\\w+/=.-]{12,}"));

    private final List<String> values;

    private Masking(List<String> values) {
        this.values = values;
    }

    /**
     * A masking that knows some secrets.
     *
     * @param secrets values; those with fewer than 6 characters are not used
     */
    public static Masking of(List<String> secrets) {
        var values = new ArrayList<String>();
        for (String secret : secrets) {
            if (secret.strip().length() >= SHORTEST) {
                values.add(secret.strip());
                values.add(Base64.getEncoder().encodeToString(secret.strip().getBytes(StandardCharsets.UTF_8)));
            }
        }
        // A value that is part of another one would leave the rest of it.
        return new Masking(values.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** A copy of a run without secrets. */
    public Run apply(Run run) {
        return run.mapTexts(this::apply);
    }

    /** A copy of a text without secrets. */
    public String apply(String text) {
        var masked = values.stream().reduce(text, (left, value) -> left.replace(value, MASK));
        for (Pattern look : LOOKS) {
            masked = look.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        }
        return masked;
    }
}

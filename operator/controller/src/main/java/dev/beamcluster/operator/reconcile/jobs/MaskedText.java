package dev.beamcluster.operator.reconcile.jobs;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The end of a program's output, on one line, without these values. */
final class MaskedText {

    /** As many bytes of the output are quoted. */
    private static final int MAX_BYTES = 1024;

    private static final String MASK = "***";
    private static final String ELLIPSIS = "…";

    /** A shorter value is part of many words, and is masked only where it is a word of its own. */
    private static final int SHORT = 4;

    /** Colors and other terminal sequences (ECMA-48), which might also divide a value. */
    private static final Pattern ESCAPES = Pattern.compile("\\x1B(?:\\[[0-?]*[ -/]*[@-~]|[@-Z\\\\-_])");

    /** The user's part of a URL (RFC 3986), whose second half a program may print alone. */
    private static final Pattern USER_INFO = Pattern.compile("://[^:/@\\s]*:([^/@\\s]+)@");

    private final List<String> values;

    MaskedText(Collection<String> secrets) {
        Set<String> all = new LinkedHashSet<>();
        secrets.forEach(secret -> addForms(secret, all));
        values = all.stream()
                .filter(value -> !value.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Returns the end of the text. */
    String of(String output) {
        String masked = withoutBeginning(ESCAPES.matcher(output).replaceAll("").replace("\r", ""));
        for (String value : values) {
            masked = value.length() < SHORT
                    ? Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}])")
                            .matcher(masked)
                            .replaceAll(Matcher.quoteReplacement(MASK))
                    : masked.replace(value, MASK);
        }
        String line = masked.lines()
                .map(text -> text.replaceAll("\\p{Cntrl}+", " ").strip())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" | "));
        return end(line);
    }

    /** Masks the rest of a value of which the kubelet has cut off the beginning. */
    private String withoutBeginning(String text) {
        for (String value : values) {
            for (int from = 1; value.length() - from >= SHORT; from++) {
                if (text.startsWith(value.substring(from))) {
                    return MASK + text.substring(value.length() - from);
                }
            }
        }
        return text;
    }

    /** Adds the forms in which a program may print a value: in parts, or with escapes. */
    private static void addForms(String secret, Set<String> forms) {
        forms.add(secret);
        forms.add(secret.strip());
        if (secret.lines().count() > 1) {
            secret.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= SHORT)
                    .forEach(forms::add);
        }
        forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
        Matcher password = USER_INFO.matcher(secret);
        while (password.find()) {
            forms.add(password.group(1));
            forms.add(decoded(password.group(1)));
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String end(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
            return text;
        }
        int room = MAX_BYTES - ELLIPSIS.getBytes(StandardCharsets.UTF_8).length;
        int from = text.length();
        int bytes = 0;
        while (from > 0) {
            int point = text.codePointBefore(from);
            bytes += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > room) {
                break;
            }
            from -= Character.charCount(point);
        }
        return ELLIPSIS + text.substring(from);
    }
}

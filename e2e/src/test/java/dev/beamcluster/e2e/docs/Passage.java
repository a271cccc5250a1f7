package dev.beamcluster.e2e.docs;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A unit of text: a paragraph, a table cell, a field description, a comment, or a message.
 *
 * @param where the file, and the line or field in it
 * @param text with code in backticks or recognizable by its shape: {@code spec.paused}, {@code NAME-cookie}, {@code
 *     $HOME}
 */
record Passage(String where, String text) {

    private static final Pattern QUOTED = Pattern.compile("`+([^`]+)`+");
    private static final Pattern TOKEN = Pattern.compile("(?<=^|\\s)[(\"'\\[]*(\\S+?)[)\"'\\],.;:!?]*(?=\\s|$)");
    private static final Pattern WORD =
            Pattern.compile("\\p{L}[\\p{Ll}'’]*(-\\p{Lu}?\\p{Ll}+)*(['’]s?)?|\\d[\\d.,]*|\\p{Punct}");
    private static final Pattern STAND_INS = Pattern.compile("\\b(Code|Item)( (Code|Item))+\\b");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?]) ");

    /** The text on one line, with a noun in place of each piece of code, for a language check. */
    String prose() {
        var unquoted = QUOTED.matcher(text).replaceAll(quoted -> standIn(quoted.group(1)));
        var words = TOKEN.matcher(unquoted).replaceAll(Passage::word);
        return STAND_INS
                .matcher(SPACE.matcher(words).replaceAll(" "))
                .replaceAll("$1")
                .strip();
    }

    Stream<String> sentences() {
        return SENTENCE_END.splitAsStream(prose());
    }

    private static String word(MatchResult token) {
        var core = token.group(1);
        var kept = WORD.matcher(core).matches() ? token.group() : token.group().replace(core, standIn(core));
        return Matcher.quoteReplacement(kept);
    }

    /** Two nouns, so that the article still agrees: "an epmd" becomes "an Item", "a pod" becomes "a Code". */
    private static String standIn(String code) {
        return code.matches("(?i)[^\\p{L}]*[aeiou].*") ? "Item" : "Code";
    }
}

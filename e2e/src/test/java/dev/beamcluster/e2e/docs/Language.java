package dev.beamcluster.e2e.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.languagetool.JLanguageTool;
import org.languagetool.Languages;
import org.languagetool.rules.Rule;
import org.languagetool.rules.RuleMatch;
import org.languagetool.rules.spelling.SpellingCheckRule;

/**
 * Spelling and grammar checks with LanguageTool, in American English like the Kubernetes documentation. A single
 * instance, because loading the rules takes seconds; one thread at a time can use it.
 */
final class Language {

    /** Without punctuation, typography and case: messages begin with a lowercase letter, and table cells are fragments. */
    private static final Set<String> CATEGORIES = Set.of("TYPOS", "GRAMMAR", "CONFUSED_WORDS", "REPETITIONS", "MISC");

    private static final Language CHECKER = new Language();

    private final JLanguageTool tool = new JLanguageTool(Languages.getLanguageForShortCode("en-US"));

    private Language() {
        var terms = Table.rows("words.txt", 1).stream().map(List::getFirst).toList();
        var off = Table.rows("rules-off.tsv", 2).stream().map(List::getFirst).collect(Collectors.toSet());
        for (Rule rule : tool.getAllRules()) {
            if (!CATEGORIES.contains(rule.getCategory().getId().toString()) || off.contains(rule.getId())) {
                tool.disableRule(rule.getId());
            } else if (rule instanceof SpellingCheckRule spelling) {
                spelling.addIgnoreTokens(terms);
            }
        }
    }

    static Language checker() {
        return CHECKER;
    }

    /** The mistakes in the passage, with the suggestions of LanguageTool. */
    synchronized List<String> mistakes(Passage passage) {
        try {
            return tool.check(passage.prose()).stream()
                    .map(match -> describe(match, passage))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String describe(RuleMatch match, Passage passage) {
        return "%s: \"%s\" in \"%s\": %s %s (%s)"
                .formatted(
                        passage.where(),
                        passage.prose().substring(match.getFromPos(), match.getToPos()),
                        passage.prose(),
                        match.getMessage(),
                        match.getSuggestedReplacements().stream().limit(3).toList(),
                        match.getRule().getId());
    }
}

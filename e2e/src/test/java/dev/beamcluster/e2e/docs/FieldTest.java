package dev.beamcluster.e2e.docs;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** Each case of docs/field.md names tests, and they exist. */
class FieldTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\d+ \\|.*\\| ([^|]*) \\|$");
    private static final Pattern TESTS = Pattern.compile("`(\\w+)\\.(\\w+)`");

    private final Repository repository = Repository.here();

    @Test
    void everyCaseNamesTestsThatExist() {
        // Given
        var rows = ROW.matcher(repository.text("docs/field.md")).results().toList();

        // When
        var untested = rows.stream()
                .filter(row -> !TESTS.matcher(row.group(1)).find())
                .map(MatchResult::group)
                .toList();
        var missing = rows.stream()
                .flatMap(row -> TESTS.matcher(row.group(1)).results())
                .filter(test -> !exists(test.group(1), test.group(2)))
                .map(MatchResult::group)
                .toList();

        // Then
        assertThat(rows).hasSizeGreaterThan(50);
        assertThat(untested).as("cases without a test").isEmpty();
        assertThat(missing).as("tests that do not exist").isEmpty();
    }

    @Test
    void aTestThatDoesNotExistIsFound() {
        assertThat(exists("FieldTest", "aTestThatDoesNotExistIsFound")).isTrue();
        assertThat(exists("FieldTest", "aTestThatNobodyWrote")).isFalse();
        assertThat(exists("NoTest", "aTestThatDoesNotExistIsFound")).isFalse();
    }

    private boolean exists(String type, String method) {
        return source(type)
                .filter(text -> text.contains("void " + method + "("))
                .isPresent();
    }

    private Optional<String> source(String type) {
        var files = repository.files(file -> file.matches("(e2e|operator/[^/]+)/src/test/.*/" + type + "\\.java"));
        return files.stream().findFirst().map(repository::text);
    }
}

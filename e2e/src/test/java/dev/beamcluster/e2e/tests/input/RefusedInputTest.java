package dev.beamcluster.e2e.tests.input;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

import dev.beamcluster.e2e.harness.ExplainedFields;
import dev.beamcluster.e2e.harness.Repository;

import static org.assertj.core.api.Assertions.assertThat;

class RefusedInputTest {

    /** The sources of a variable's value have the schema of Kubernetes. */
    private static final String OF_KUBERNETES = "spec.env.valueFrom.";

    private static final Pattern FIELD = Pattern.compile("\\w+(?=:)");

    @Test
    void everyFieldIsTriedAndNoCaseTwice() {
        // Given
        var fields = ExplainedFields.of(Repository.here().text("crds/beamclusters.beamcluster.dev.yaml")).stream()
                .filter(field -> field.startsWith("spec.") && !field.startsWith(OF_KUBERNETES))
                .map(field -> field.substring(field.lastIndexOf('.') + 1))
                .collect(Collectors.toSet());

        // When
        var changes = cases().map(values -> values.get(values.size() - 2)).toList();

        // Then
        assertThat(tried(changes)).containsAll(fields);
        assertThat(cases()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(40);
    }

    /** The last two values of each case are the change and the words of the answer. */
    private static Stream<List<String>> cases() {
        return Stream.of(RefusedInput.all(), RefusedUpdates.all(), RefusedCreations.all())
                .flatMap(list -> list)
                .map(Arguments::get)
                .map(values -> Stream.of(values).map(String::valueOf).toList());
    }

    private static Set<String> tried(List<String> changes) {
        return changes.stream()
                .flatMap(change -> FIELD.matcher(change).results())
                .map(found -> found.group())
                .collect(Collectors.toSet());
    }
}

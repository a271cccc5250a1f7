package dev.beamcluster.e2e.docs;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** A class that needs more lines has more than one subject. */
class SourceSizeTest {

    private static final int MOST_LINES = 250;

    /** Exceptions, by their paths from the root of the clone, each with its reason. */
    private static final List<String> EXCEPTIONS = List.of();

    @Test
    void noJavaFileHasMoreThan250Lines() {
        var repository = Repository.here();
        var sources = repository.files(file -> file.endsWith(".java"));

        assertThat(sources).contains("operator/controller/src/build/training/TrainingCluster.java");
        assertThat(sources)
                .filteredOn(file -> repository.text(file).lines().count() > MOST_LINES)
                .containsExactlyInAnyOrderElementsOf(EXCEPTIONS);
    }
}

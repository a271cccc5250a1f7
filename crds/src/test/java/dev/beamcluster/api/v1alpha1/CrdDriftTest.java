package dev.beamcluster.api.v1alpha1;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class CrdDriftTest {

    private static final Path COMMITTED = Path.of("beamclusters.beamcluster.dev.yaml");

    @Test
    void theCommittedCrdIsWhatTheRecordsSay(@TempDir Path directory) throws Exception {
        String generated = GeneratedCrd.yaml(directory);
        if (Boolean.getBoolean("crd.write")) {
            Files.writeString(COMMITTED, generated);
        }

        assertThat(COMMITTED)
                .as("run `mvn -pl crds test -Dcrd.write=true` and commit what it writes")
                .content()
                .isEqualTo(generated);
    }

    @Test
    void everyFieldIsDocumented(@TempDir Path directory) throws Exception {
        assertThat(UndocumentedFields.of(GeneratedCrd.yaml(directory))).isEmpty();
    }
}

package dev.beamcluster.e2e.tests.mesh;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.SampleRelease;

import static org.assertj.core.api.Assertions.assertThat;

class SecondVmTest {

    @ParameterizedTest
    @EnumSource(SampleRelease.class)
    void theDocumentationHasTheCommandsThatAreTested(SampleRelease workload) {
        String documentation = Repository.here().text("docs/distribution.md");

        assertThat(SecondVm.of(workload).lines())
                .allSatisfy(line -> assertThat(documentation)
                        .contains(line.replace("ledger", "chat").replace("/tmp/hello", "FILE")));
    }
}

package dev.beamcluster.operator;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OperatorConfigTest {

    @Test
    void anEmptyEnvironmentGivesTheDefaults() {
        OperatorConfig config = OperatorConfig.of(Map.of());

        assertThat(config)
                .isEqualTo(new OperatorConfig(
                        Set.of(),
                        "beamcluster@operator.default.svc",
                        false,
                        "default",
                        "beamcluster-operator",
                        Map.of(),
                        8080,
                        8081));
    }

    @Test
    void namespacesAreSplitAndStripped() {
        var environment = Map.of("BEAMCLUSTER_WATCH_NAMESPACES", "one, two,");

        assertThat(OperatorConfig.of(environment).watchNamespaces()).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void labelsAreParsedInSelectorSyntax() {
        var environment = Map.of("BEAMCLUSTER_POD_LABELS", "app.kubernetes.io/name=operator, tier=");

        assertThat(OperatorConfig.of(environment).podLabels())
                .isEqualTo(Map.of("app.kubernetes.io/name", "operator", "tier", ""));
    }

    @Test
    void aLabelCannotHaveTwoValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperatorConfig.of(Map.of("BEAMCLUSTER_POD_LABELS", "app=one,app=two")))
                .withMessageContaining("BEAMCLUSTER_POD_LABELS");
    }

    @ParameterizedTest
    @CsvSource({
        "BEAMCLUSTER_WATCH_NAMESPACES, Not_A_Namespace",
        "BEAMCLUSTER_NODE_NAME, beamcluster@nodots",
        "BEAMCLUSTER_LEADER_ELECTION, yes",
        "BEAMCLUSTER_NAMESPACE, UPPER",
        "BEAMCLUSTER_POD_LABELS, app",
        "BEAMCLUSTER_POD_LABELS, -app=operator",
        "BEAMCLUSTER_POD_LABELS, app=one;two",
        "BEAMCLUSTER_HTTP_PORT, 0",
        "BEAMCLUSTER_HTTP_PORT, 99999",
        "BEAMCLUSTER_HTTP_PORT, http",
        "BEAMCLUSTER_METRICS_PORT, 65536"
    })
    void anInvalidValueIsReportedWithItsVariable(String variable, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperatorConfig.of(Map.of(variable, value)))
                .withMessageContaining(variable)
                .withMessageContaining(value)
                .withMessageContaining("must be");
    }
}

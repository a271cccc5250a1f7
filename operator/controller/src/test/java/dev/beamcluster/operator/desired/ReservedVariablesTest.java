package dev.beamcluster.operator.desired;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.beamcluster.operator.desired.SpecOnTrial.problems;
import static org.assertj.core.api.Assertions.assertThat;

/** A variable is reserved for the operator only where the operator sets it. */
class ReservedVariablesTest {

    private static final String VARIABLE = "{name: %s, valueFrom: {secretKeyRef: {name: app-cookie, key: cookie}}}";

    @ParameterizedTest
    @CsvSource({
        "Mix, RELEASE_COOKIE",
        "Mix, RELEASE_NODE",
        "Mix, RELEASE_DISTRIBUTION",
        "Relx, RELX_COOKIE",
        "Relx, BEAM_COOKIE",
        "Erl, BEAM_NODE",
        "Custom, BEAM_FLAGS",
        "Custom, BEAM_POD"
    })
    void theOperatorsOwnIsRefused(String release, String name) {
        assertThat(problems(spec(release, name)))
                .containsExactly("spec.env[" + name + "]: this variable is reserved for the operator; remove it");
        assertThat(problems(template(release, name)))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).startsWith("spec.template.spec.containers[beam].env[" + name + "]"));
    }

    @ParameterizedTest
    @CsvSource({
        "Custom, RELEASE_COOKIE", "Custom, RELEASE_NODE", "Custom, RELEASE_DISTRIBUTION", "Custom, RELX_COOKIE",
        "Relx, RELEASE_COOKIE", "Mix, RELX_COOKIE", "Mix, BEAM_COOKIE", "Erl, RELEASE_NODE"
    })
    void anyOtherIsFree(String release, String name) {
        assertThat(problems(spec(release, name))).isEmpty();
        assertThat(problems(template(release, name))).isEmpty();
    }

    private static String spec(String release, String name) {
        return "release: " + release + ", env: [" + VARIABLE.formatted(name) + "]";
    }

    private static String template(String release, String name) {
        return "release: " + release + ", template: {spec: {containers: [{name: beam, env: [" + VARIABLE.formatted(name)
                + "]}]}}";
    }
}

package dev.beamcluster.operator.deploy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An invalid value is refused before anything is installed, and the error names it. */
class ValuesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "replica=2                      | replica",
                "replicas=\"two\"               | /replicas",
                "nodeName=\"operator\"          | /nodeName",
                "nodeName=\"operator@host\"     | /nodeName",
                "watchNamespaces=\"chat\"       | /watchNamespaces",
                "watchNamespaces=[\"Chat\"]     | /watchNamespaces/0",
                "logLevel=\"verbose\"           | /logLevel",
                "image.digest=\"1.0\"           | /image/digest",
                "image.version=\"1.0\"          | version",
            })
    void isRefused(String value, String named) {
        var result = Chart.rendered(value);

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text()).contains(named);
    }

    @Test
    void theNodeNameFollowsTheNamespace() {
        assertThat(Chart.rendered("replicas=1").text()).contains("\"beamcluster@operator.operators.svc\"");
        assertThat(Chart.rendered("nodeName=\"spy@lab.example\"").text()).contains("\"spy@lab.example\"");
    }

    @Test
    void aDigestOverridesATag() {
        var digest = "sha256:" + "0".repeat(64);

        assertThat(Chart.rendered("image.tag=\"9\"", "image.digest=\"" + digest + "\"")
                        .text())
                .contains("image: \"beamcluster/operator@" + digest + "\"")
                .doesNotContain(":9\"");
    }
}

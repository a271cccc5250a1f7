package dev.beamcluster.e2e.tests.operator;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers as Prometheus 2.53 gives them. */
class PrometheusAnswerTest {

    @Test
    void aNoteAboutANameIsNoDoubt() {
        var answer = PrometheusAnswer.read("""
                {"status":"success","data":{"resultType":"vector","result":[{"metric":{"pod":"chat-0"},
                  "value":[1795791357.419,"0.0023"]}]},
                 "warnings":["PromQL info: metric might not be a counter, name does not end in
                  _total/_sum/_count/_bucket: \\"erlang_vm_statistics_runtime_milliseconds\\" (1:6)"]}
                """.replace("\n", ""));

        assertThat(answer.labels()).containsExactly(Map.of("pod", "chat-0"));
        assertThat(answer.doubts()).isEmpty();
    }

    @Test
    void anyOtherWarningIs() {
        var answer = PrometheusAnswer.read("""
                {"status":"success","data":{"resultType":"vector","result":[]},
                 "warnings":["PromQL warning: quantile value should be between 0 and 1"]}
                """);

        assertThat(answer.labels()).isEmpty();
        assertThat(answer.doubts()).containsExactly("PromQL warning: quantile value should be between 0 and 1");
    }

    @Test
    void mostAnswersHaveNone() {
        assertThat(PrometheusAnswer.read("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}")
                        .doubts())
                .isEmpty();
    }
}

package dev.beamcluster.e2e.tests.operator;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.jspecify.annotations.Nullable;

/**
 * What Prometheus answers to an instant query, as far as it is read.
 *
 * @param warnings also its notes, which have a list of their own since version 3; null if there are none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PrometheusAnswer(Data data, @Nullable List<String> warnings) {

    /** What version 2.53 says about a rate of a counter that prometheus.erl named. */
    private static final String NAMED_OTHERWISE = "PromQL info: metric might not be a counter";

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Data(List<Sample> result) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Sample(Map<String, String> metric) {}

    static PrometheusAnswer read(String json) {
        return Objects.requireNonNull(new KubernetesSerialization().unmarshal(json, PrometheusAnswer.class));
    }

    /** Returns the labels of each sample. */
    List<Map<String, String>> labels() {
        return data.result().stream().map(Sample::metric).toList();
    }

    /** Returns the warnings but those about the names of prometheus.erl, which stay so that boards that people have work. */
    List<String> doubts() {
        return Objects.requireNonNullElse(warnings, List.<String>of()).stream()
                .filter(warning -> !warning.startsWith(NAMED_OTHERWISE))
                .toList();
    }
}

package dev.beamcluster.e2e.tests.operator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.TestCluster;
import dev.beamcluster.e2e.harness.TestNamespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Prometheus in a pod of a test's namespace. It scrapes the operator, and evaluates the alerts of the chart, every five seconds.
 */
final class PrometheusPod {

    private static final Duration STARTED = Duration.ofMinutes(2);

    private final KubernetesClient client;
    private final String namespace;

    private PrometheusPod(TestNamespace namespace) {
        this.client = namespace.cluster().client();
        this.namespace = namespace.name();
    }

    /** Starts it, and waits until it has scraped the operator. */
    static PrometheusPod start(TestNamespace namespace, OperatorInstall operator) {
        var prometheus = new PrometheusPod(namespace);
        prometheus
                .client
                .configMaps()
                .inNamespace(namespace.name())
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("prometheus")
                        .endMetadata()
                        .addToData("prometheus.yaml", prometheus.config(operator))
                        .addToData("rules.yaml", Repository.here().text("deploy/chart/monitoring/rules.yaml"))
                        .build())
                .create();
        var _ = namespace.kubectl().apply(pod()).orFail();
        await().atMost(STARTED)
                .untilAsserted(() -> assertThat(prometheus.query("beamcluster_operator_info"))
                        .isNotEmpty());
        return prometheus;
    }

    private static String pod() {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: prometheus}
                spec:
                  automountServiceAccountToken: false
                  terminationGracePeriodSeconds: 0
                  securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: prometheus
                      image: %s
                      imagePullPolicy: Never
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                      readinessProbe: {httpGet: {path: /-/ready, port: 9090}, periodSeconds: 1}
                      volumeMounts: [{name: config, mountPath: /etc/beamcluster}]
                  volumes: [{name: config, configMap: {name: prometheus}}]
                """.formatted(TestCluster.PROMETHEUS_IMAGE);
    }

    private String config(OperatorInstall operator) {
        var selector = operator.deployment().getSpec().getSelector().getMatchLabels();
        var targets = client.pods().inNamespace(operator.namespace()).withLabels(selector).list().getItems().stream()
                .map(pod -> "\"" + pod.getStatus().getPodIP() + ":8081\"")
                .toList();
        return """
                global: {scrape_interval: 5s, evaluation_interval: 5s}
                rule_files: [rules.yaml]
                scrape_configs:
                  - job_name: beamcluster
                    honor_labels: true
                    static_configs: [{targets: %s}]
                """.formatted(targets);
    }

    /** Returns the labels of the samples of an instant query. */
    List<Map<String, String>> query(String expression) {
        var path = "/api/v1/namespaces/%s/pods/prometheus:9090/proxy/api/v1/query?query=%s"
                .formatted(namespace, URLEncoder.encode(expression, StandardCharsets.UTF_8));
        var answer = PrometheusAnswer.read(client.raw(path));
        assertThat(answer.doubts()).as(expression).isEmpty();
        return answer.labels();
    }

    /** Returns the names of the alerts that fire, or have fired during this time, about this namespace. */
    List<String> fired(Duration during) {
        return query("last_over_time(ALERTS{alertstate=\"firing\", namespace=\"%s\"}[%ds])"
                        .formatted(namespace, during.toSeconds()))
                .stream()
                .map(alert -> Objects.requireNonNull(alert.get("alertname")))
                .toList();
    }

    /** Returns the names of the alerts that fire now about this namespace. */
    List<String> firing() {
        return query("ALERTS{alertstate=\"firing\", namespace=\"%s\"}".formatted(namespace)).stream()
                .map(alert -> Objects.requireNonNull(alert.get("alertname")))
                .toList();
    }
}

package dev.beamcluster.e2e.tests.operator;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.CommandResult;
import dev.beamcluster.e2e.harness.ExplainedFields;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The installation has what a user expects, and no more. */
@EndToEnd
class InstallE2E {

    private static final String GROUP = ".monitoring.coreos.com";
    private static final List<String> PROMETHEUS_KINDS = List.of("PodMonitor", "PrometheusRule");

    @ParameterizedTest
    @CsvSource({
        "*, *",
        "get, nodes",
        "create, clusterrolebindings.rbac.authorization.k8s.io",
        "create, pods/exec",
        "impersonate, serviceaccounts",
        "delete, namespaces",
        "update, pods"
    })
    void theOperatorMayNot(String verb, String resource, Cluster cluster, OperatorInstall operator) {
        // Given
        var account = operator.deployment().getSpec().getTemplate().getSpec().getServiceAccountName();

        // When
        var answer = cluster.kubectl()
                .run(
                        "auth",
                        "can-i",
                        verb,
                        resource,
                        "--all-namespaces",
                        "--as=system:serviceaccount:%s:%s".formatted(operator.namespace(), account));

        // Then
        assertThat(answer.out().strip()).as(answer.err()).isEqualTo("no");
    }

    @Test
    void everyFieldIsExplained(Cluster cluster) {
        // Given
        var fields = ExplainedFields.of(Repository.here().text("crds/beamclusters.beamcluster.dev.yaml"));
        assertThat(fields)
                .contains("spec.mesh.probe.timeoutMillis", "spec.storage.volumes.size", "status.mesh.islands");

        // When
        var explained = cluster.kubectl().run("explain", "beam", "--recursive").orFail();

        // Then
        assertThat(ExplainedFields.in(explained)).containsAll(fields);
        var release = cluster.kubectl().run("explain", "beam.spec.release").orFail();
        assertThat(release).contains("Mix", "Relx", "Erl", "Custom");
    }

    /** The CRD that Helm has installed belongs to Helm, which never updates it. */
    @Test
    void theUpgradeOfTheReadmeReplacesTheCrdOfHelm(Cluster cluster) {
        // Given
        var crd = Repository.here().text("crds/beamclusters.beamcluster.dev.yaml");
        var next = crd.replace("    served: true", "    deprecated: true\n    served: true");
        var kubectl = cluster.kubectl().command();
        var _ = kubectl.with("apply", "--server-side", "--force-conflicts", "--field-manager=helm", "--filename", "-")
                .run(crd)
                .orFail();

        // When
        var command = Repository.here()
                .text("README.md")
                .lines()
                .filter(line -> line.startsWith("kubectl apply") && line.endsWith(" deploy/chart/crds"))
                .findFirst()
                .orElseThrow();
        var arguments = command.replace("deploy/chart/crds", "-").split(" ", -1);
        var upgrade = kubectl.with(Arrays.copyOfRange(arguments, 1, arguments.length))
                .with("--dry-run=server", "--output=yaml")
                .run(next);

        // Then
        assertThat(upgrade.orFail()).contains("deprecated: true");
    }

    /** With the kinds of the Prometheus Operator; without them the chart leaves their objects out. */
    @Test
    void theValuesOfTheMonitoringExampleAreAccepted(Cluster cluster, TestNamespace namespace) {
        // Given
        var repository = Repository.here();
        var kinds = PROMETHEUS_KINDS.stream()
                .map("--api-versions=monitoring.coreos.com/v1/%s"::formatted)
                .toArray(String[]::new);
        var values = "--values=" + repository.file("deploy/examples/monitoring/values.yaml");
        var options = Stream.concat(Stream.of(values), Stream.of(kinds)).toArray(String[]::new);
        PROMETHEUS_KINDS.forEach(
                kind -> cluster.kubectl().apply(definition(kind)).orFail());
        var manifest = OperatorInstall.rendered(repository, cluster, namespace.name(), options);

        // Then
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(tried(namespace, manifest).out())
                        .contains(
                                "podmonitor.monitoring", "prometheusrule.monitoring", "configmap/", "networkpolicy."));
        PROMETHEUS_KINDS.forEach(kind ->
                cluster.kubectl().run("delete", "crd", plural(kind) + GROUP).orFail());
    }

    /** A dry run of the API server. The kinds are new, so that kubectl must not remember what there was before. */
    private static CommandResult tried(TestNamespace namespace, String manifest) {
        return namespace
                .kubectl()
                .withOwnCache()
                .command()
                .with("apply", "--server-side", "--force-conflicts", "--dry-run=server", "--filename", "-")
                .run(manifest);
    }

    private static String plural(String kind) {
        return kind.toLowerCase(Locale.ROOT) + "s";
    }

    private static String definition(String kind) {
        return """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: %1$s.monitoring.coreos.com}
                spec:
                  group: monitoring.coreos.com
                  scope: Namespaced
                  names: {kind: %2$s, plural: %1$s}
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """.formatted(plural(kind), kind);
    }

    @Test
    void theColumnsShowNodesMeshReadyAndReason(TestNamespace namespace) {
        // Given
        var _ = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);

        // When
        var lines = namespace.kubectl().run("get", "beam").orFail().lines().toList();
        var wide = namespace.kubectl().run("get", "beam", "--output", "wide").orFail();

        // Then
        assertThat(lines.getFirst().split("\\s+")).containsExactly("NAME", "NODES", "MESH", "READY", "REASON", "AGE");
        assertThat(lines.getLast().split("\\s+")).startsWith("chat", "3/3", "6/6", "True");
        assertThat(wide).contains("OTP", "IMAGE", "ISLANDS", SampleRelease.MIX.image());
    }
}

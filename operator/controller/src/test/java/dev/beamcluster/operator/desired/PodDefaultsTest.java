package dev.beamcluster.operator.desired;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.validation.Problem;

import static org.assertj.core.api.Assertions.assertThat;

/** When pods get newer defaults, and what is in them. */
class PodDefaultsTest {

    private static final OperatorPods OPERATOR = OperatorPods.of("system", Map.of("app", "operator"));
    private static final String ANNOTATION = "beamcluster.dev/pod-defaults";

    @Test
    void aNewBeamClusterHasTheNewest() {
        assertThat(version(desired(cluster(""), Optional.empty()))).isEqualTo(PodDefaults.newest());
    }

    @Test
    void anUpgradeOfTheOperatorKeepsThoseOfRunningPods() {
        // Given
        var running = applied(cluster(""), PodDefaults.V1, false);

        // When the size changes too, which is not in a pod
        var desired = desired(cluster("replicas: 5"), running);

        // Then
        assertThat(version(desired)).isEqualTo(PodDefaults.V1);
        assertThat(desired.nodes().getMetadata().getAnnotations()).doesNotContainKey(ANNOTATION);
        assertThat(desired.nodes().getSpec().getTemplate().getMetadata().getAnnotations())
                .isNullOrEmpty();
    }

    @Test
    void aChangeOfThePodsBringsTheNewest() {
        // Given
        var running = applied(cluster(""), PodDefaults.V1, false);

        // When
        var desired = desired(cluster("env: [{name: LEVEL, value: info}]"), running);

        // Then
        assertThat(version(desired)).isEqualTo(PodDefaults.newest());
        assertThat(desired.nodes().getSpec().getTemplate().getMetadata().getAnnotations())
                .containsKey(ANNOTATION);
    }

    @Test
    void aRestartOfAllPodsBringsTheNewest() {
        assertThat(version(desired(cluster(""), applied(cluster(""), PodDefaults.V1, true))))
                .isEqualTo(PodDefaults.newest());
    }

    @Test
    void aStatefulSetThatIsRecreatedKeepsThoseOfItsPods() {
        // Given a StatefulSet that is gone, and with it the hash
        var pods = Optional.of(new AppliedTemplate(PodDefaults.V1, Optional.empty(), false));

        // Then
        assertThat(version(desired(cluster(""), pods))).isEqualTo(PodDefaults.V1);
    }

    @ParameterizedTest
    @CsvSource({"2, V2, 0", "7, V2, 1", "1, V1, 0", "0, V1, 1", "newest, V1, 1", "'', V1, 1", "02, V1, 1"})
    void anAnnotationAsksForThemAtOnce(String asked, PodDefaults expected, int warnings) {
        // Given
        var cluster = cluster("");
        cluster.getMetadata().setAnnotations(Map.of(ANNOTATION, asked));

        // When
        var desired = desired(cluster, applied(cluster(""), PodDefaults.V1, false));

        // Then
        assertThat(version(desired)).isEqualTo(expected);
        assertThat(desired.warnings()).hasSize(warnings);
    }

    @Test
    void aVersionOfALaterOperatorCountsAsTheNewest() {
        assertThat(PodDefaults.of(Map.of(ANNOTATION, "9"))).isEqualTo(PodDefaults.newest());
        assertThat(PodDefaults.of(Map.of(ANNOTATION, "99999999999"))).isEqualTo(PodDefaults.V1);
        assertThat(PodDefaults.of(null)).isEqualTo(PodDefaults.V1);
    }

    @Test
    void aStartupProbeMakesANodeReadyQuicklyAndNeverKillsIt() {
        // When
        var node = node(desired(cluster(""), Optional.empty()));

        // Then
        assertThat(node.getStartupProbe()).satisfies(probe -> {
            assertThat(probe.getPeriodSeconds()).isEqualTo(1);
            assertThat(probe.getFailureThreshold()).isEqualTo(Integer.MAX_VALUE);
            assertThat(port(probe)).isEqualTo(9100);
        });
        assertThat(node.getReadinessProbe()).satisfies(probe -> {
            assertThat(probe.getPeriodSeconds()).isEqualTo(10);
            assertThat(port(probe)).isEqualTo(9100);
        });
    }

    @Test
    void aReadinessProbeOfTheUserReplacesBoth() {
        // When
        var node = node(withProbes("readinessProbe: {httpGet: {port: 8080}, periodSeconds: 3}"));

        // Then
        assertThat(node.getStartupProbe()).isNull();
        assertThat(node.getReadinessProbe()).satisfies(probe -> {
            assertThat(probe.getTcpSocket()).isNull();
            assertThat(probe.getHttpGet().getPort().getIntVal()).isEqualTo(8080);
            assertThat(probe.getPeriodSeconds()).isEqualTo(3);
        });
    }

    @Test
    void aStartupProbeOfTheUserReplacesTheOperators() {
        // When
        var node = node(withProbes("startupProbe: {exec: {command: [/app/started]}}"));

        // Then
        assertThat(node.getStartupProbe()).satisfies(probe -> {
            assertThat(probe.getTcpSocket()).isNull();
            assertThat(probe.getFailureThreshold()).isNull();
        });
        assertThat(node.getReadinessProbe().getPeriodSeconds()).isEqualTo(10);
    }

    @Test
    void aProbeWithoutAHandlerAdjustsTheOperators() {
        // When
        var node = node(withProbes("readinessProbe: {periodSeconds: 5}"));

        // Then
        assertThat(node.getStartupProbe()).isNotNull();
        assertThat(node.getReadinessProbe().getPeriodSeconds()).isEqualTo(5);
        assertThat(port(node.getReadinessProbe())).isEqualTo(9100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"readinessProbe: null", "readinessProbe: {tcpSocket: {port: 8080}}"})
    void noStartupProbeGuessesThePortThatTheUserDoesNotWant(String probes) {
        assertThat(node(withProbes(probes)).getStartupProbe()).isNull();
    }

    @Test
    void aSpecWithAWarningIsApplied() {
        assertThat(desired(
                                cluster(
                                        "node: {address: PodIP}, storage: {volumes: [{name: d, mountPath: /d, size: 1Gi}]}"),
                                Optional.empty())
                        .warnings())
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.severity()).isEqualTo(Problem.Severity.WARNED);
                    assertThat(warning.toString()).startsWith("spec.storage: ").contains("PodIP", "Mnesia");
                });
    }

    private static Desired.Objects withProbes(String probes) {
        return desired(
                cluster("template: {spec: {containers: [{name: beam, %s}]}}".formatted(probes)), Optional.empty());
    }

    private static Container node(Desired.Objects desired) {
        return desired.nodes().getSpec().getTemplate().getSpec().getContainers().getFirst();
    }

    private static int port(Probe probe) {
        return probe.getTcpSocket().getPort().getIntVal();
    }

    private static PodDefaults version(Desired.Objects desired) {
        return PodDefaults.of(desired.nodes().getMetadata().getAnnotations());
    }

    /** What is known of the StatefulSet that an operator applied for this spec. */
    private static Optional<AppliedTemplate> applied(BeamCluster cluster, PodDefaults defaults, boolean isUnused) {
        String hash = desired(cluster, Optional.of(new AppliedTemplate(defaults, Optional.empty(), false)))
                .template();
        return Optional.of(new AppliedTemplate(defaults, Optional.of(hash), isUnused));
    }

    private static Desired.Objects desired(BeamCluster cluster, Optional<AppliedTemplate> applied) {
        return (Desired.Objects) Desired.of(cluster, OPERATOR, applied);
    }

    private static BeamCluster cluster(String spec) {
        return Objects.requireNonNull(Serialization.unmarshal("""
                apiVersion: beamcluster.dev/v1alpha1
                kind: BeamCluster
                metadata: {name: chat, namespace: shop, uid: uid-of-chat, generation: 1}
                spec: {image: chat, %s}
                """.formatted(spec), BeamCluster.class));
    }
}

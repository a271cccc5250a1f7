package dev.beamcluster.operator.desired;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BeforeJobTest {

    private static final String MIGRATE = "rollout: {before: {command: [bin/chat, eval, Chat.Release.migrate]}}";

    private static final String EVERYTHING = """
            release: Mix, env: [{name: DATABASE_URL, valueFrom: {secretKeyRef: {name: db, key: url}}},
              {name: SEED_NODE, value: "chat@$(BEAM_HOST)"}, {name: SEEDS, value: "$(SEED_NODE),x"}, {name: POOL, value: "5"}],
            ports: [{name: http, port: 80, targetPort: 4000}], distribution: {tls: {secretName: a}},
            storage: {volumes: [{name: data, mountPath: /data, size: 1Gi}]}, drain: {module: chat, function: drain},
            template: {metadata: {labels: {team: chat}, annotations: {"kubectl.kubernetes.io/restartedAt": "2026", who: me}}, spec: {
              serviceAccountName: chat, terminationGracePeriodSeconds: 90,
              affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname,
                labelSelector: {matchLabels: {"beamcluster.dev/cluster": chat}}}]}},
              volumes: [{name: conf, configMap: {name: conf}}, {name: shared, persistentVolumeClaim: {claimName: shared}}],
              initContainers: [{name: chown, image: busybox, volumeMounts: [{name: data, mountPath: /data}, {name: conf, mountPath: /c}]},
                {name: proxy, image: proxy, restartPolicy: Always, ports: [{containerPort: 5432, hostPort: 5432}],
                 startupProbe: {tcpSocket: {port: 5432}}}],
              containers: [{name: logs, image: logs}, {name: beam, envFrom: [{secretRef: {name: all}}],
                livenessProbe: {tcpSocket: {port: 4000}}, args: [start],
                volumeMounts: [{name: conf, mountPath: /conf}, {name: shared, mountPath: /shared}]}]}}""";

    @Test
    void runsTheContainerOfANodeWithoutWhatMakesItOne() {
        // When
        PodTemplateSpec pod =
                job(String.join(", ", EVERYTHING, MIGRATE)).getSpec().getTemplate();
        Container beam = pod.getSpec().getContainers().getFirst();

        // Then
        assertThat(pod.getSpec().getContainers()).extracting(Container::getName).containsExactly("beam");
        assertThat(beam.getCommand()).containsExactly("bin/chat", "eval", "Chat.Release.migrate");
        assertThat(beam.getArgs()).isEmpty();
        assertThat(beam.getImage()).isEqualTo("chat");
        assertThat(beam.getPorts()).isEmpty();
        assertThat(Stream.of(
                        beam.getStartupProbe(), beam.getReadinessProbe(), beam.getLivenessProbe(), beam.getLifecycle()))
                .containsOnlyNulls();
        assertThat(beam.getEnvFrom()).hasSize(1);
        assertThat(beam.getEnv())
                .extracting(EnvVar::getName)
                .containsExactly(
                        "HOME", "RELEASE_DISTRIBUTION", "RELEASE_COOKIE", "RELEASE_TMP", "DATABASE_URL", "POOL");
        assertThat(beam.getEnv())
                .contains(EnvVars.ofValue("RELEASE_DISTRIBUTION", "none"), EnvVars.ofValue("RELEASE_COOKIE", "none"));
        assertThat(beam.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactlyInAnyOrder("/tmp", "/home/beam", "/conf");
        assertThat(pod.getSpec().getVolumes())
                .extracting(Volume::getName)
                .containsExactlyInAnyOrder("beamcluster-tmp", "beamcluster-home", "conf");
    }

    @Test
    void keepsInitContainersSidecarsAndWhoItRunsAs() {
        // When
        PodSpec pod = job(String.join(", ", EVERYTHING, MIGRATE))
                .getSpec()
                .getTemplate()
                .getSpec();
        PodSpec node = objects(String.join(", ", EVERYTHING, MIGRATE))
                .nodes()
                .getSpec()
                .getTemplate()
                .getSpec();

        // Then
        assertThat(pod.getInitContainers()).extracting(Container::getName).containsExactly("chown", "proxy");
        assertThat(pod.getInitContainers().getFirst().getVolumeMounts())
                .extracting(VolumeMount::getName)
                .containsExactly("conf");
        assertThat(pod.getInitContainers().getLast().getPorts()).isEmpty();
        assertThat(pod.getInitContainers().getLast().getStartupProbe()).isNotNull();
        assertThat(pod.getServiceAccountName()).isEqualTo("chat");
        assertThat(pod.getSecurityContext()).isEqualTo(node.getSecurityContext());
        assertThat(pod.getContainers().getFirst().getSecurityContext())
                .isEqualTo(node.getContainers().getFirst().getSecurityContext());
        assertThat(pod.getRestartPolicy()).isEqualTo("Never");
        assertThat(pod.getTerminationGracePeriodSeconds()).isNull();
    }

    @Test
    void noServicePolicyOrBudgetSelectsIt() {
        // When
        Desired.Objects objects = objects(String.join(", ", EVERYTHING, MIGRATE));
        PodTemplateSpec pod = objects.before().orElseThrow().getSpec().getTemplate();

        // Then
        assertThat(pod.getMetadata().getLabels())
                .containsExactlyInAnyOrderEntriesOf(Map.of("beamcluster.dev/before", "chat", "team", "chat"));
        assertThat(Stream.of(
                        objects.headlessService().getSpec().getSelector(),
                        objects.clientService().orElseThrow().getSpec().getSelector(),
                        objects.networkPolicy()
                                .orElseThrow()
                                .getSpec()
                                .getPodSelector()
                                .getMatchLabels(),
                        objects.disruptionBudget()
                                .orElseThrow()
                                .getSpec()
                                .getSelector()
                                .getMatchLabels()))
                .allSatisfy(selector -> assertThat(pod.getMetadata().getLabels().entrySet())
                        .doesNotContainAnyElementsOf(selector.entrySet()));
        assertThat(pod.getSpec().getReadinessGates()).hasSize(1);
        assertThat(pod.getSpec().getAffinity().getPodAntiAffinity()).isNull();
        assertThat(pod.getSpec().getTopologySpreadConstraints()).isEmpty();
    }

    @Test
    void isTriedOnceForTenMinutesAndNotForEvictions() {
        // When
        Job job = job(MIGRATE);

        // Then
        assertThat(job.getMetadata().getName()).isEqualTo("chat-before");
        assertThat(job.getMetadata().getOwnerReferences()).hasSize(1);
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(600);
        assertThat(job.getSpec().getBackoffLimit()).isZero();
        assertThat(job.getSpec().getPodReplacementPolicy()).isEqualTo("Failed");
        assertThat(job.getSpec().getPodFailurePolicy().getRules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.getAction()).isEqualTo("Ignore"));
        assertThat(job.getSpec().getTemplate().getSpec().getContainers())
                .allSatisfy(container ->
                        assertThat(container.getTerminationMessagePolicy()).isEqualTo("FallbackToLogsOnError"));
        assertThat(objects("replicas: 3").before()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas: 5, ",
                "drain: {module: chat, function: drain}, ",
                "distribution: {netTickTimeSeconds: 20}, ",
                "ports: [{name: http, port: 80}], ",
                "storage: {volumes: [{name: data, mountPath: /data, size: 1Gi}]}, ",
                "template: {metadata: {annotations: {\"kubectl.kubernetes.io/restartedAt\": \"2026\"}}}, ",
                "template: {spec: {containers: [{name: beam, livenessProbe: {tcpSocket: {port: 1}}}]}}, "
            })
    void whatItDoesNotUseIsNoReasonToRunItAgain(String other) {
        assertThat(inputs(other + MIGRATE)).isEqualTo(inputs(MIGRATE));
    }

    @Test
    void howLongAndHowOftenItTriesDoesNotChangeWhatItRuns() {
        // When
        Job patient = job("rollout: {before: {command: [bin/chat, eval, Chat.Release.migrate], timeoutSeconds: 900}}");

        // Then
        assertThat(inputs(patient)).isEqualTo(inputs(MIGRATE));
        assertThat(patient.getMetadata().getAnnotations().get("beamcluster.dev/attempt"))
                .isNotEqualTo(job(MIGRATE).getMetadata().getAnnotations().get("beamcluster.dev/attempt"));
        assertThat(inputs("rollout: {before: {command: [bin/chat, eval, Chat.Release.migrate], quoteOutput: false}}"))
                .isEqualTo(inputs(MIGRATE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"env: [{name: A, value: b}], ", "release: Erl, ", "template: {spec: {serviceAccountName: a}}, "})
    void whatItUsesIsAReason(String other) {
        assertThat(inputs(other + MIGRATE)).isNotEqualTo(inputs(MIGRATE));
        assertThat(inputs("rollout: {before: {command: [bin/chat, eval, other]}}"))
                .isNotEqualTo(inputs(MIGRATE));
    }

    @Test
    void outputIsNotKeptIfTheSpecSaysSo() {
        assertThat(job("rollout: {before: {command: [a], quoteOutput: false}}")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getTerminationMessagePolicy())
                .isNull();
    }

    @Test
    void labelsOfAllObjectsAreNotPartOfWhatItRuns() {
        // When
        Job job = job("childMetadata: {labels: {team: chat}, annotations: {who: me}}, " + MIGRATE);

        // Then
        assertThat(job.getMetadata().getLabels()).containsEntry("team", "chat");
        assertThat(job.getMetadata().getAnnotations()).containsEntry("who", "me");
        assertThat(inputs(job)).isEqualTo(inputs(MIGRATE));
    }

    private static Desired.Objects objects(String spec) {
        return SpecOnTrial.running(spec);
    }

    private static Job job(String spec) {
        return objects(spec).before().orElseThrow();
    }

    private static String inputs(String spec) {
        return inputs(job(spec));
    }

    private static String inputs(Job job) {
        return Objects.requireNonNull(job.getMetadata().getAnnotations().get("beamcluster.dev/before"));
    }
}

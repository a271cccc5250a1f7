package dev.beamcluster.operator.reconcile.client;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.reconcile.Chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class TrimmedObjectsTest {

    private static final KubernetesSerialization WHOLE = new KubernetesSerialization();
    private static final KubernetesSerialization TRIMMED = TrimmedObjects.serialization();

    private static final String MANAGED = """
            managedFields:
            - {manager: kubectl, operation: Apply, apiVersion: v1, fieldsType: FieldsV1, fieldsV1: {"f:spec": {}}}
            - {manager: kubectl, operation: Update, apiVersion: v1, fieldsType: FieldsV1, fieldsV1: {"f:status": {}}}
            """.indent(2);

    @Test
    void aBeamClusterKeepsTheNamesOfItsManagers() {
        // When
        var cluster = read(BeamCluster.class, """
                apiVersion: beamcluster.dev/v1alpha1
                kind: BeamCluster
                metadata:
                  name: chat
                %sspec: {image: chat, replicas: 2}
                """.formatted(MANAGED));

        // Then
        assertThat(cluster.getMetadata().getManagedFields()).singleElement().satisfies(entry -> {
            assertThat(entry.getManager()).isEqualTo("kubectl");
            assertThat(entry.getFieldsV1()).isNull();
        });
        assertThat(cluster.getSpec().replicas()).isEqualTo(2);
    }

    @Test
    void aStatefulSetKeepsAllThatIsCompared() {
        // Given
        StatefulSet whole = Chat.statefulSet(Chat.cluster("env: [{name: STAGE, value: live}]"), 2, 0);
        whole.getMetadata().setManagedFields(List.of(new ManagedFieldsEntry()));

        // When
        var trimmed = read(StatefulSet.class, WHOLE.asYaml(whole));

        // Then
        whole.getMetadata().setManagedFields(List.of());
        assertThat(trimmed).isEqualTo(whole);
    }

    /** A bookmark of a watch has lists that are null: {@code "containers": null}. */
    @ParameterizedTest
    @MethodSource
    void listsThatAreNullAreEmpty(String kind, String fields) {
        // When
        var object = (HasMetadata)
                TRIMMED.unmarshal("""
                {"kind": "%s", "apiVersion": "%s",
                 "metadata": {"resourceVersion": "12746", "creationTimestamp": null, "managedFields": null}, %s}
                """.formatted(kind.replaceAll(".*/", ""), kind.replaceAll("/[^/]*$", ""), fields));

        // Then
        assertThat(object.getMetadata().getResourceVersion()).isEqualTo("12746");
        assertThat(object.getMetadata().getManagedFields()).isEmpty();
    }

    static Stream<Arguments> listsThatAreNullAreEmpty() {
        return Stream.of(
                arguments("v1/Pod", """
                        "spec": {"containers": null, "initContainers": null, "volumes": null},
                        "status": {"containerStatuses": null, "initContainerStatuses": null}"""),
                arguments("v1/Pod", """
                        "spec": {"containers": [{"name": "beam", "env": null}]}, "status": null"""),
                arguments("v1/Secret", "\"data\": null"),
                arguments("v1/Secret", "\"data\": {\"cookie\": null}"),
                arguments("v1/Service", "\"spec\": {\"ports\": null}"),
                arguments("v1/PersistentVolumeClaim", "\"spec\": {\"accessModes\": null}"),
                arguments("batch/v1/Job", "\"spec\": {\"template\": {\"spec\": {\"containers\": null}}}"),
                arguments("apps/v1/StatefulSet", "\"spec\": {\"template\": {\"spec\": {\"containers\": null}}}"),
                arguments("policy/v1/PodDisruptionBudget", "\"status\": {\"conditions\": null}"),
                arguments("networking.k8s.io/v1/NetworkPolicy", "\"spec\": {\"ingress\": null}"),
                arguments("beamcluster.dev/v1alpha1/BeamCluster", "\"spec\": {\"env\": null}"));
    }

    @Test
    void aSecretKeepsNoDataButTheCookie() {
        // When
        var secret = read(Secret.class, """
                apiVersion: v1
                kind: Secret
                metadata: {name: chat}
                data: {cookie: YQ==, password: Yg==}
                """);

        // Then
        assertThat(secret.getData()).isEqualTo(Map.of("cookie", "YQ=="));
    }

    @Test
    void aJobKeepsNothingOfItsPod() {
        // When
        var job = read(Job.class, """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: chat-before, annotations: {beamcluster.dev/before: inputs}}
                spec:
                  activeDeadlineSeconds: 600
                  template: {spec: {containers: [{name: beam, env: [{name: PASSWORD, value: hunter2}]}]}}
                status: {conditions: [{type: Complete, status: "True"}]}
                """);

        // Then
        assertThat(job.getMetadata().getAnnotations()).containsKey("beamcluster.dev/before");
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(600);
        assertThat(job.getSpec().getTemplate()).isNull();
        assertThat(job.getStatus().getConditions()).hasSize(1);
    }

    @Test
    void aPodInAWatchIsTrimmed() {
        // When
        var event = Objects.requireNonNull(TRIMMED.unmarshal("""
                {"type": "ADDED", "object": {
                  "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "chat-0"},
                  "spec": {"nodeName": "one", "tolerations": [{"operator": "Exists"}],
                           "volumes": [{"name": "tmp", "emptyDir": {}},
                                       {"name": "data", "persistentVolumeClaim": {"claimName": "data-chat-0"}}],
                           "containers": [{"name": "beam", "env": [{"name": "PASSWORD", "value": "hunter2"},
                                                                   {"name": "ERL_FLAGS", "value": "+sbwt none"}],
                                           "resources": {"limits": {"cpu": "1"}},
                                           "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}]}]}}}
                """, WatchEvent.class));

        // Then
        var pod = (Pod) event.getObject();
        assertThat(pod.getSpec().getNodeName()).isEqualTo("one");
        assertThat(pod.getSpec().getVolumes())
                .singleElement()
                .matches(volume -> volume.getName().equals("data"));
        assertThat(pod.getSpec().getTolerations()).isEmpty();
        assertThat(pod.getSpec().getContainers()).singleElement().satisfies(container -> {
            assertThat(container.getEnv())
                    .singleElement()
                    .matches(variable -> variable.getName().equals("ERL_FLAGS"));
            assertThat(container.getVolumeMounts()).isEmpty();
            assertThat(container.getResources().getLimits()).containsKey("cpu");
        });
    }

    private static <T extends HasMetadata> T read(Class<T> type, String yaml) {
        return Objects.requireNonNull(TRIMMED.unmarshal(yaml, type));
    }
}

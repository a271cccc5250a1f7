package dev.beamcluster.operator.reconcile;

import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.reconcile.apply.RetryLater;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.StatusComputer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StatusWriterTest {

    private static final ApplyOutcome SETTLED = new ApplyOutcome.Applied(new Progress.UpToDate());

    private final ApiStandIn api = new ApiStandIn();
    private final List<BeamCluster> cached = new ArrayList<>();
    private final List<BeamClusterStatus> reported = new ArrayList<>();
    private final StatusWriter writer = new StatusWriter(
            api.client(),
            new EventRecorder(api.client(), "test"),
            (_, after) -> cached.add(after),
            (_, _, after) -> reported.add(after));
    private final ClusterSession session =
            new ClusterSession(Naming.id(Chat.cluster("")), new RecordingMonitor(), (_, _, _) -> {});

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void aStatusIsWrittenOnlyForItsSpec() {
        // When
        var cluster = Chat.cluster("");
        writer.write(cluster, seen(cluster), SETTLED, List.of(), session);

        // Then
        assertThat(patches()).singleElement().satisfies(request -> {
            assertThat(request.query()).contains("fieldManager=beamcluster-operator&");
            assertThat(request.path()).endsWith("/beamclusters/chat/status");
            assertThat(request.body())
                    .contains("\"resourceVersion\":\"5\"", "\"uid\":\"uid-of-beam\"")
                    .doesNotContain("\"spec\":");
        });
        assertThat(cached).hasSize(1);
    }

    @Test
    void aNodeThatWasEvictedHasOneEvent() {
        // Given a node of the last reconcile, and a pod that is none
        var cluster = upToDate();
        Pod node = evicted(Chat.pod("chat-1"));
        session.drain(cluster, seen(cluster), Chat.caches());

        // When
        session.podChanged(Chat.pod("chat-1"), node);
        session.podChanged(node, node);
        session.podChanged(Chat.pod("chat-7"), evicted(Chat.pod("chat-7")));
        writer.write(cluster, seen(cluster), SETTLED, List.of(), session);
        writer.write(cluster, seen(cluster), SETTLED, List.of(), session);

        // Then
        assertThat(api.writes())
                .filteredOn(request -> request.body().contains("NodeEvicted"))
                .singleElement()
                .satisfies(
                        request -> assertThat(request.body()).contains("chat-1 was evicted: Evicted: low on memory"));
    }

    private static Pod evicted(Pod pod) {
        pod.getStatus().setPhase("Failed");
        pod.getStatus().setReason("Evicted");
        pod.getStatus().setMessage("low on memory");
        return pod;
    }

    @Test
    void eachComputedStatusIsReportedToTheMetricsAlsoIfItIsNotWritten() {
        var cluster = Chat.cluster("");
        writer.write(cluster, seen(cluster), SETTLED, List.of(), session);
        cluster.setStatus(cached.getFirst().getStatus());

        writer.write(cluster, seen(cluster), SETTLED, List.of(), session);

        assertThat(reported).hasSize(2);
        assertThat(patches()).hasSize(1);
    }

    @Test
    void anUnchangedStatusIsNotWritten() {
        // Given
        var cluster = upToDate();

        // When
        writer.write(cluster, seen(cluster), SETTLED, List.of(), session);

        // Then
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void aWarningIsWrittenAndAnnouncedOnce() {
        // Given
        var cluster = upToDate();

        // When
        writer.write(cluster, seen(cluster), SETTLED, List.of("spec.x: odd; mend it"), session);
        cluster.setStatus(cached.getFirst().getStatus());
        writer.write(cluster, seen(cluster), SETTLED, List.of("spec.x: odd; mend it"), session);

        // Then
        assertThat(patches())
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("\"warnings\":[\"spec.x: odd; mend it\"]"));
        assertThat(api.writes())
                .filteredOn(request -> request.path().endsWith("/events"))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("SpecWarning", "\"type\":\"Warning\""));
    }

    @Test
    void theFieldsOfTheFormerManagerAreTakenOverOnce() {
        // Given a status that an earlier version wrote, with the name of its class as field manager
        var cluster = upToDate();
        cluster.getMetadata().setManagedFields(List.of(manager("kubectl"), manager("beamclusterreconciler")));

        // When
        writer.write(cluster, seen(cluster), SETTLED, List.of(), session);

        // Then the operator owns every field before the former manager gives up its own
        assertThat(patches()).hasSize(2);
        assertThat(patches().getFirst().query()).contains("fieldManager=beamcluster-operator&");
        assertThat(patches().getFirst().body()).contains("\"conditions\"");
        assertThat(patches().getLast().query()).contains("fieldManager=beamclusterreconciler&");
        assertThat(patches().getLast().body()).doesNotContain("\"status\":", "\"spec\":");
        assertThat(api.writes()).as("no event").hasSize(2);
        assertThat(cached).hasSize(1);
    }

    @Test
    void aBeamClusterThatChangedIsReconciledAgain() {
        // Given
        api.refuse("PATCH", "beamclusters", 409, "the object has been modified");
        var cluster = Chat.cluster("");

        // Then
        assertThatThrownBy(() -> writer.write(cluster, seen(cluster), SETTLED, List.of(), session))
                .isInstanceOf(RetryLater.class);
        assertThat(api.writes()).as("no event").hasSize(1);
    }

    @Test
    void aPersistentErrorIsReported() {
        // Given
        var cluster = upToDate();

        // When
        for (int failures = 1; failures <= 3; failures++) {
            writer.writeFailure(cluster, new IllegalStateException("a bug"), failures, session, Chat.NOW);
        }
        assertThat(api.requests()).as("a transient error").isEmpty();
        writer.writeFailure(cluster, new IllegalStateException("a bug"), 4, session, Chat.NOW);

        // Then
        var status = Serialization.unmarshal(patches().getFirst().body(), BeamCluster.class)
                .getStatus();
        assertThat(condition(status.conditions(), "Ready").getStatus()).isEqualTo("Unknown");
        assertThat(condition(status.conditions(), "Reconciling").getStatus()).isEqualTo("True");
        assertThat(status.conditions())
                .filteredOn(condition -> condition.getReason().equals("ReconcileFailed"))
                .allSatisfy(condition -> assertThat(condition.getMessage()).contains("a bug"))
                .hasSize(2);
        assertThat(status.conditions()).hasSize(6);
        assertThat(status.nodes()).isEqualTo(cluster.getStatus().nodes());
    }

    @Test
    void anUnreportableErrorIsNoFurtherError() {
        // Given
        api.refuse("PATCH", "beamclusters", 403, "no");

        // When
        writer.writeFailure(upToDate(), new KubernetesClientException("no answer"), 9, session, Chat.NOW);

        // Then
        assertThat(patches()).hasSize(1);
    }

    /** Returns a BeamCluster whose status is up to date. */
    private BeamCluster upToDate() {
        var cluster = Chat.cluster("");
        cluster.setStatus(StatusComputer.compute(seen(cluster), SETTLED, List.of(), null));
        return cluster;
    }

    private Snapshot seen(BeamCluster cluster) {
        return Chat.snapshot(api.client(), cluster, Chat.orphan("chat-0"), Chat.orphan("chat-1"));
    }

    private List<ApiStandIn.Request> patches() {
        return api.writes().stream()
                .filter(request -> request.isWriteOf("beamclusters"))
                .toList();
    }

    private static Condition condition(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static ManagedFieldsEntry manager(String name) {
        return new ManagedFieldsEntryBuilder()
                .withManager(name)
                .withOperation("Apply")
                .withSubresource("status")
                .build();
    }
}

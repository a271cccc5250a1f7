package dev.beamcluster.operator.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.mesh.DrainResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class EventRecorderTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final BeamClusterStatus WHOLE = status(NodeState.Meshed, "a", meshed("True", "FullMesh", "all"));

    private final BeamCluster cluster = Chat.cluster("");
    private final ApiStandIn api = new ApiStandIn();
    private final EventRecorder recorder = new EventRecorder(api.client(), "operator-1");

    private Set<String> awaited = Set.of();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void anEventIsOfTheBeamClusterAndHasWhatTheConditionSays() {
        // When
        recordChanges(
                WHOLE,
                status(NodeState.Meshed, "a", meshed("False", "LinksMissing", "chat-0 -> chat-1: not connected")));

        // Then
        Event event = events().findFirst().orElseThrow();
        assertThat(event.getMetadata().getNamespace()).isEqualTo("shop");
        assertThat(event.getRegarding())
                .returns("BeamCluster", reference -> reference.getKind())
                .returns("chat", reference -> reference.getName())
                .returns(Chat.UID, reference -> reference.getUid());
        assertThat(event)
                .returns("Warning", Event::getType)
                .returns("LinksMissing", Event::getReason)
                .returns("Meshed", Event::getAction)
                .returns("chat-0 -> chat-1: not connected", Event::getNote)
                .returns("operator-1", Event::getReportingInstance)
                .returns(
                        "2026-01-01T00:00:00.000000Z",
                        time -> time.getEventTime().getTime());
    }

    @Test
    void whatDidNotChangeIsNoEvent() {
        recordChanges(WHOLE, WHOLE);

        assertThat(events()).isEmpty();
    }

    @Test
    void aNodeThatWasSentAwayIsAwaited() {
        // When
        BeamClusterStatus leaving = status(NodeState.Leaving, "a", meshed("True", "FullMesh", "all"));
        BeamClusterStatus starting = status(NodeState.Starting, "b", meshed("True", "FullMesh", "all"));
        recordChanges(WHOLE, leaving);
        recordChanges(leaving, starting);
        recordChanges(starting, status(NodeState.Meshed, "b", meshed("True", "FullMesh", "all")));

        // Then
        assertThat(events())
                .extracting(Event::getType, Event::getReason, Event::getAction, Event::getNote)
                .containsExactly(
                        tuple("Normal", "NodeLeaving", "Rollout", "chat-0 is leaving"),
                        tuple("Normal", "NodeRejoined", "Rollout", "chat-0 rejoined the mesh at revision b"));
    }

    @Test
    void aFailedDrainIsAWarning() {
        // When
        recorder.recordDrain(cluster, "chat-0", new DrainResult.Drained(), NOW);
        recorder.recordDrain(cluster, "chat-1", new DrainResult.Failed("it answered busy"), NOW);

        // Then
        assertThat(events())
                .extracting(Event::getType, Event::getReason, Event::getAction, Event::getNote)
                .containsExactly(
                        tuple("Normal", "Drained", "Drain", "chat-0 was drained"),
                        tuple(
                                "Warning",
                                "DrainFailed",
                                "Drain",
                                "drain of chat-1 failed, terminating it anyway: it answered busy"));
    }

    @Test
    void aLongMessageIsCutWhereKubernetesWouldRefuseIt() {
        recordChanges(WHOLE, status(NodeState.Meshed, "a", meshed("False", "LinksMissing", "x".repeat(2000))));

        assertThat(events()).allSatisfy(event -> assertThat(event.getNote()).hasSizeBetween(1000, 1024));
    }

    @Test
    void anEventThatIsRefusedStopsNothing() {
        // Given
        api.refuse("POST", "namespaces", 403, "exceeded quota");

        // When
        recorder.recordDrain(cluster, "chat-0", new DrainResult.Drained(), NOW);
        recorder.recordDrain(cluster, "chat-1", new DrainResult.Drained(), NOW);

        // Then
        assertThat(events()).hasSize(2);
    }

    private Stream<Event> events() {
        return api.writes().stream()
                .filter(request -> request.method().equals("POST")
                        && request.path().equals("/apis/events.k8s.io/v1/namespaces/shop/events"))
                .map(request -> Serialization.unmarshal(request.body(), Event.class));
    }

    private static BeamClusterStatus status(NodeState state, String revision, Condition meshed) {
        return new BeamClusterStatus(
                1L,
                1,
                1,
                "",
                null,
                List.of(new NodeStatus("chat-0", "chat@chat-0", state, null, null, null, null, revision, null, null)),
                null,
                List.of(),
                null,
                List.of(meshed));
    }

    private static Condition meshed(String status, String reason, String message) {
        return new ConditionBuilder()
                .withType("Meshed")
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .build();
    }

    private void recordChanges(BeamClusterStatus before, BeamClusterStatus after) {
        awaited = recorder.recordRollout(cluster, awaited, before, after, NOW);
        recorder.recordConditions(cluster, before, after, NOW);
    }
}

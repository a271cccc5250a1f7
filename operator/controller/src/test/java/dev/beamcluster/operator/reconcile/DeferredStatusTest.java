package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.Transition;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.BeforeFacts;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.status.ApplyOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** While things move, a status is written every two seconds, and nothing is lost in between. */
class DeferredStatusTest {

    private static final ApplyOutcome MOVING = new ApplyOutcome.Applied(new Progress.Moving("scaling"));

    private final ApiStandIn api = new ApiStandIn();
    private final BeamCluster cluster = Chat.cluster("");
    private final List<BeamClusterStatus> reported = new ArrayList<>();
    private final StatusWriter writer = new StatusWriter(
            api.client(),
            new EventRecorder(api.client(), "test"),
            (_, after) -> cluster.setStatus(after.getStatus()),
            (_, _, status) -> reported.add(status));
    private final ClusterSession session =
            new ClusterSession(Naming.id(cluster), new RecordingMonitor(), (_, _, _) -> {});

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void theFirstStatusIsWrittenAtOnceAndTheNextOnesAtAPace() {
        // When three statuses follow each other within two seconds
        Optional<Duration> first = write(0, List.of());
        Optional<Duration> second = write(300, List.of(), Chat.orphan("chat-0"));
        Optional<Duration> third = write(700, List.of(), Chat.orphan("chat-0"), Chat.orphan("chat-1"));

        // Then
        assertThat(first).isEmpty();
        assertThat(second).contains(Duration.ofMillis(1700));
        assertThat(third).contains(Duration.ofMillis(1300));
        assertThat(statuses()).hasSize(1);
        assertThat(reported).as("statuses for the metrics").hasSize(3);

        // When they are over
        Optional<Duration> last = write(2000, List.of(), Chat.orphan("chat-0"), Chat.orphan("chat-1"));

        // Then
        assertThat(last).isEmpty();
        assertThat(statuses()).hasSize(2);
    }

    @Test
    void aNewWarningIsWrittenAtOnceWithItsEvent() {
        // When
        var _ = write(0, List.of());
        Optional<Duration> warned = write(300, List.of("one"));
        Optional<Duration> resolved = write(600, List.of());

        // Then
        assertThat(warned).isEmpty();
        assertThat(resolved).contains(Duration.ofMillis(1700));
        assertThat(statuses()).extracting(BeamClusterStatus::warnings).containsExactly(List.of(), List.of("one"));
        assertThat(api.writes())
                .filteredOn(request -> request.body().contains("SpecWarning"))
                .hasSize(1);
    }

    @Test
    void theSuccessOfAJobIsNeverRememberedInMemoryAlone() {
        // Given
        var _ = write(0, List.of());
        var succeeded = new BeforeFacts(true, Optional.of("inputs"), Optional.empty(), Optional.empty());

        // When
        Snapshot seen = at(Chat.snapshot(api.client(), cluster), Chat.NOW.plusMillis(300), succeeded);
        Optional<Duration> delay = writer.write(cluster, seen, MOVING, List.of(), session);

        // Then
        assertThat(delay).isEmpty();
        assertThat(statuses().getLast().before()).isEqualTo(new BeamClusterStatus.BeforeStatus("inputs", null));
    }

    @Test
    void aStepOfARolloutBetweenTwoWritesHasItsEvent() {
        // When
        var _ = write(0, List.of(), Chat.orphan("chat-0"), Chat.orphan("chat-1"));
        var _ = write(
                300,
                List.of(),
                Chat.orphan("chat-0"),
                Chat.terminating(Chat.orphan("chat-1"), Chat.NOW.plusSeconds(30)));
        var _ = write(600, List.of(), Chat.orphan("chat-0"));

        // Then
        assertThat(statuses()).hasSize(1);
        assertThat(api.writes())
                .filteredOn(request -> request.body().contains("NodeLeaving"))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("chat-1 is leaving"));
    }

    @Test
    void aStateHasTheTimeAtWhichItBegan() {
        // Given a node that starts between two writes
        var _ = write(500, List.of(), Chat.orphan("chat-0"));
        var _ = write(1200, List.of(), Chat.orphan("chat-0"), Chat.orphan("chat-1"));

        // When
        var _ = write(2700, List.of(), Chat.orphan("chat-0"), Chat.orphan("chat-1"));

        // Then
        assertThat(statuses()).hasSize(2);
        assertThat(statuses().getLast().nodes().getLast().since())
                .isEqualTo(Chat.NOW.plusSeconds(1).toString());
    }

    @Test
    void aStatusThatReturnsToWhatIsWrittenIsNotWritten() {
        // When
        var _ = write(0, List.of());
        var _ = write(300, List.of(), Chat.orphan("chat-0"));
        Optional<Duration> back = write(600, List.of());

        // Then
        assertThat(back).isEmpty();
        assertThat(statuses()).hasSize(1);
    }

    @Test
    void whatHappenedBetweenTwoWritesIsInTheHistoryOfTheNext() {
        // Given a pod that fails for a moment
        var _ = write(0, List.of(), Chat.orphan("chat-0"), Chat.orphan("chat-1"));
        var _ = write(300, List.of(), Chat.orphan("chat-0"), failing("chat-1"));

        // When
        Optional<Duration> back = write(600, List.of(), Chat.orphan("chat-0"), Chat.orphan("chat-1"));

        // Then
        assertThat(back).isEmpty();
        assertThat(statuses()).hasSize(1);

        // When something changes later
        var _ = write(60_000, List.of(), Chat.orphan("chat-0"), Chat.orphan("chat-1"));
        var _ = write(90_000, List.of(), Chat.orphan("chat-0"));

        // Then
        assertThat(statuses()).hasSize(2);
        assertThat(statuses().getLast().history())
                .extracting(Transition::reason)
                .startsWith("PodsStarting", "PodsFailing", "PodsStarting");
    }

    private static Pod failing(String name) {
        return new PodBuilder(Chat.orphan(name))
                .editStatus()
                .editFirstContainerStatus()
                .withReady(false)
                .withNewState()
                .withNewWaiting()
                .withReason("ErrImageNeverPull")
                .endWaiting()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private Optional<Duration> write(int millis, List<String> warnings, Pod... pods) {
        Snapshot seen = Chat.snapshot(api.client(), session.pending().in(cluster), pods);
        return writer.write(cluster, at(seen, Chat.NOW.plusMillis(millis), seen.before()), MOVING, warnings, session);
    }

    private static Snapshot at(Snapshot seen, Instant now, BeforeFacts before) {
        return new Snapshot(
                now,
                seen.generation(),
                seen.selector(),
                seen.nodes(),
                seen.leaving(),
                seen.draining(),
                seen.previousPods(),
                seen.ignoredPods(),
                seen.takenNames(),
                seen.workload(),
                before,
                seen.ownSecret(),
                seen.mesh(),
                seen.meshedSince(),
                seen.rolloutTimeout(),
                seen.spec());
    }

    private List<BeamClusterStatus> statuses() {
        return api.writes().stream()
                .filter(request -> request.isWriteOf("beamclusters"))
                .map(request -> Serialization.unmarshal(request.body(), BeamCluster.class)
                        .getStatus())
                .toList();
    }
}

package dev.beamcluster.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.operator.observed.ContainerEnd;
import dev.beamcluster.operator.observed.Elapsed;
import dev.beamcluster.operator.observed.FailedProbe;
import dev.beamcluster.operator.observed.PodEnding;
import dev.beamcluster.operator.observed.PodTrouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class PodEventsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final BeamClusterStatus FINE = Situation.whole(3, NOW).status(null, NOW);

    @Test
    void aTroubleIsReportedOnceAndAgainWhenItReturns() {
        // Given
        BeamClusterStatus refused = unready(probe(10));

        // Then
        assertThat(events(FINE, refused))
                .extracting(EventText::type, EventText::reason, EventText::action, EventText::message)
                .containsExactly(
                        tuple(
                                EventText.Type.Warning,
                                TroubleReason.ProbeFailing,
                                "Pod",
                                "chat-1: readiness probe of container beam has failed for over 10 s (TCP port 4000): no route"));
        assertThat(events(refused, refused)).isEmpty();
        assertThat(events(refused, unready(probe(30)))).as("it lasts").isEmpty();
        assertThat(events(refused, FINE)).isEmpty();
        assertThat(events(null, refused)).hasSize(1);
    }

    @Test
    void anotherTroubleIsAnotherEvent() {
        var killed = new ContainerEnd("beam", 137, 1, new ContainerEnd.How.OutOfMemory(Optional.of("48Mi"), true));

        assertThat(events(unready(probe(10)), unready(new PodTrouble.Restarting(killed))))
                .extracting(EventText::type, EventText::reason)
                .containsExactly(tuple(EventText.Type.Warning, TroubleReason.OOMKilled));
    }

    @Test
    void podsWithTheSameTroubleShareAnEvent() {
        // Given sentences with commands for each pod
        var end = new ContainerEnd("beam", 1, 1, new ContainerEnd.How.Failed());
        Situation both = Situation.whole(3, NOW)
                .with(0, ChatNodes.down(0, new PodTrouble.Restarting(end)))
                .with(2, ChatNodes.down(2, new PodTrouble.Restarting(end)));

        // Then
        assertThat(events(FINE, both.status(null, NOW)))
                .extracting(EventText::message)
                .containsExactly(
                        "chat-0, chat-2: container beam ended (exit code 1, 1 restart) and is not ready again yet:"
                                + " see `kubectl logs chat-0 -c beam --previous`");
    }

    @Test
    void aUsualDelayIsNoWarning() {
        var init = new PodTrouble.WaitsForInitContainer("wait-for-db", false, new Elapsed(Duration.ofSeconds(10)));
        BeamClusterStatus waiting =
                Situation.whole(3, NOW).with(1, ChatNodes.down(1, init)).status(null, NOW);

        assertThat(events(FINE, waiting)).extracting(EventText::type).containsExactly(EventText.Type.Normal);
    }

    @Test
    void whatAConditionReportsIsNotRepeated() {
        // Given
        BeamClusterStatus failing = Situation.whole(3, NOW).failing(1).status(null, NOW);

        // When
        List<EventText> conditions = ConditionEvents.between(FINE, failing);

        // Then
        assertThat(conditions).extracting(EventText::reason).contains(Reason.PodsFailing);
        assertThat(PodEvents.between(FINE, failing, conditions)).isEmpty();
        assertThat(PodEvents.between(FINE, failing, List.of())).hasSize(1);
    }

    @Test
    void anEndingNamesThePodAndWhatToDo() {
        assertThat(PodEvents.of(new PodEnding.Killed("chat-2", Duration.ofSeconds(30))))
                .returns(EventText.Type.Warning, EventText::type)
                .returns(NodeEvent.NodeKilled, EventText::reason)
                .satisfies(event -> assertThat(event.message()).contains("chat-2", "30 s", "SIGTERM", "`exec`"));
    }

    private static List<EventText> events(@Nullable BeamClusterStatus before, BeamClusterStatus after) {
        return PodEvents.between(before, after, List.of());
    }

    private static BeamClusterStatus unready(PodTrouble trouble) {
        return Situation.whole(3, NOW).with(1, ChatNodes.unready(1, trouble)).status(null, NOW);
    }

    private static PodTrouble probe(int seconds) {
        return new PodTrouble.ProbeFails(
                new FailedProbe(
                        FailedProbe.Kind.READINESS, "beam", new FailedProbe.Check.Tcp("4000"), Optional.of("no route")),
                new Elapsed(Duration.ofSeconds(seconds)));
    }
}

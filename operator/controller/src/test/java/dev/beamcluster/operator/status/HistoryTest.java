package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.client.utils.Serialization;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.Transition;
import dev.beamcluster.api.v1alpha1.Transition.ChangedLink;
import dev.beamcluster.api.v1alpha1.Transition.ChangedNode;
import dev.beamcluster.mesh.Cause;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class HistoryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Situation whole = Situation.whole(3, NOW);

    @Test
    void theFirstStatusIsTheFirstTransition() {
        assertThat(whole.status(null, NOW).history()).singleElement().satisfies(first -> {
            assertThat(first.ready()).isEqualTo("True");
            assertThat(first.reason()).isEqualTo("FullMesh");
            assertThat(first.nodes()).contains(new ChangedNode("chat-0", "Meshed", null));
        });
    }

    @Test
    void aLostLinkAndItsReturnAreTransitions() {
        // When
        List<Transition> history = history(whole, whole.apart(0, 1), whole);

        // Then
        assertThat(history).extracting(Transition::reason).containsExactly("FullMesh", "LinksMissing", "FullMesh");
        assertThat(history.get(1).time()).isEqualTo("2026-01-01T00:00:01Z");
        assertThat(history.get(1).links())
                .containsExactly(
                        new ChangedLink("chat-0", "chat-1", "NotConnected"),
                        new ChangedLink("chat-1", "chat-0", "NotConnected"));
        assertThat(history.get(1).nodes())
                .containsExactly(
                        new ChangedNode("chat-0", "LinksMissing", "NotConnected"),
                        new ChangedNode("chat-1", "LinksMissing", "NotConnected"));
        assertThat(history.get(2).links())
                .containsExactly(new ChangedLink("chat-0", "chat-1", null), new ChangedLink("chat-1", "chat-0", null));
    }

    @Test
    void anotherMissingLinkIsATransitionEvenIfNoReasonChanges() {
        List<Transition> history =
                history(whole, whole.apart(0, 1), whole.apart(0, 1).cut(1, 2, Cause.CALL_TIMEOUT));

        assertThat(history).extracting(Transition::reason).containsExactly("FullMesh", "LinksMissing", "LinksMissing");
        assertThat(history.getLast().links()).containsExactly(new ChangedLink("chat-1", "chat-2", "CallTimeout"));
    }

    @Test
    void aFlappingLinkIsOneTransitionWithACount() {
        // When a link is lost three times
        Situation apart = whole.apart(0, 1);
        List<Transition> down = history(whole, apart, whole, apart, whole, apart);

        // Then
        assertThat(down).hasSize(2);
        assertThat(down.getLast().count()).isEqualTo(3);
        assertThat(down.getLast().time()).isEqualTo("2026-01-01T00:00:01Z");
        assertThat(down.getLast().lastTime()).isEqualTo("2026-01-01T00:00:05Z");
        assertThat(down.getLast().reason()).isEqualTo("LinksMissing");

        // When it is back, and another link is lost
        List<Transition> up = history(whole, apart, whole, apart, whole, apart, whole, whole.apart(1, 2));

        // Then
        assertThat(up).extracting(Transition::reason).containsExactly("FullMesh", "FullMesh", "LinksMissing");
        assertThat(up.get(1).count()).isEqualTo(3);
        assertThat(up.get(1).lastTime()).isEqualTo("2026-01-01T00:00:06Z");
        assertThat(up.get(2).count()).isNull();
    }

    @Test
    void aLinkThatIsLostInOneDirectionAndThenInBothIsOneFlappingLink() {
        Situation oneWay = whole.cut(1, 0, Cause.NOT_CONNECTED);

        assertThat(history(whole, oneWay, whole, whole.apart(0, 1)))
                .hasSize(2)
                .last()
                .extracting(Transition::count)
                .isEqualTo(2);
    }

    @Test
    void onlyTheLastTwentyTransitionsAreKept() {
        // Given each link of five nodes, lost and back
        Situation five = Situation.whole(5, NOW);
        var situations = new ArrayList<Situation>(List.of(five));
        for (int one = 0; one < 5; one++) {
            for (int other = one + 1; other < 5; other++) {
                situations.add(five.apart(one, other));
                situations.add(five);
            }
        }

        // When
        List<Transition> history = history(situations.toArray(Situation[]::new));

        // Then
        assertThat(history).hasSize(20);
        assertThat(history.getLast().time()).isEqualTo("2026-01-01T00:00:20Z");
    }

    @Test
    void aHistoryHasAtMost16KibOfJson() {
        // Given transitions of as many links and nodes as they can have
        Situation many = Situation.whole(30, NOW);
        var situations = new ArrayList<Situation>(List.of(many));
        for (int i = 0; i < 12; i++) {
            situations.add(many.lost(i, Cause.CONNECT_TIMEOUT));
            situations.add(many);
        }

        // When
        List<Transition> history = history(situations.toArray(Situation[]::new));

        // Then
        assertThat(Serialization.asJson(history).getBytes(UTF_8)).hasSizeBetween(12_000, History.MAX_BYTES);
        assertThat(history.getLast().time()).isEqualTo("2026-01-01T00:00:24Z");
    }

    @Test
    void theSizeOfATransitionIsNotUnderestimated() {
        for (Transition transition :
                history(whole, whole.apart(0, 1), whole, whole.apart(0, 1), whole.lost(2, Cause.REFUSED))) {
            assertThat(HistorySize.of(transition))
                    .isGreaterThanOrEqualTo(Serialization.asJson(transition).getBytes(UTF_8).length + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.beamcluster.operator.status.Situations#all")
    void theHistoryChangesOnlyWithTheRestOfTheStatus(Situation situation) {
        // Given
        BeamClusterStatus before = whole.status(null, NOW);

        // When
        BeamClusterStatus after = situation.status(before, NOW.plusSeconds(1));

        // Then
        if (after.equalsApartFromHistory(before)) {
            assertThat(after.history()).isEqualTo(before.history());
        } else {
            assertThat(after.history()).startsWith(before.history().getFirst());
        }
    }

    @Test
    void linksAreNotLostBecauseTheOperatorDoesNotSeeThem() {
        List<Transition> history = history(whole, whole.neverProbed(), whole);

        assertThat(history).extracting(Transition::reason).containsExactly("FullMesh", "ProbeStale", "FullMesh");
        assertThat(history)
                .allSatisfy(transition -> assertThat(transition.links()).isEmpty());
    }

    @Test
    void aFailureOfTheOperatorIsATransition() {
        BeamClusterStatus failed = FailedStatus.of(whole.status(null, NOW), "no rights", 7, NOW.plusSeconds(9));

        assertThat(failed.history()).extracting(Transition::reason).containsExactly("FullMesh", "ReconcileFailed");
        assertThat(failed.history().getLast().ready()).isEqualTo("Unknown");
    }

    /** The history after these situations, one in each second. */
    private static List<Transition> history(Situation... situations) {
        @Nullable BeamClusterStatus status = null;
        int second = 0;
        for (Situation situation : situations) {
            Instant now = NOW.plusSeconds(second++);
            status = situation.probedAt(now).status(status, now);
        }
        return status == null ? List.of() : status.history();
    }
}

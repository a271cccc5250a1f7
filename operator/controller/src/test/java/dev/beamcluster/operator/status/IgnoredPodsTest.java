package dev.beamcluster.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.beamcluster.operator.observed.BeforeFacts;
import dev.beamcluster.operator.observed.FreshReport;
import dev.beamcluster.operator.observed.IgnoredPod;
import dev.beamcluster.operator.observed.OwnSecret;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.observed.Snapshot;

import static org.assertj.core.api.Assertions.assertThat;

class IgnoredPodsTest {

    private static final IgnoredPod NOT_OURS = new IgnoredPod.NotOfTheStatefulSet();
    private static final IgnoredPod STUCK =
            new IgnoredPod.StillTerminating(Optional.of(new PodTrouble.HeldByFinalizers(List.of("example.com/hold"))));
    private static final Verdict READY = Verdict.yes(ConditionType.PodsReady, Reason.AllPodsReady, "the pod is ready");

    @Test
    void ignoredPodsChangeOnlyTheMessage() {
        // When
        var verdict = IgnoredPods.mentionedIn(
                READY, seen(Map.of("chat-999999", NOT_OURS, "migration", NOT_OURS, "chat-5", STUCK)));

        // Then
        assertThat(verdict.state()).isEqualTo(READY.state());
        assertThat(verdict.reason()).isEqualTo(READY.reason());
        assertThat(verdict.message())
                .isEqualTo(
                        "the pod is ready; ignoring chat-999999, migration (not created by the StatefulSet: delete the pod, or"
                                + " its label beamcluster.dev/cluster=chat); ignoring chat-5 (still terminating 5 minutes after the"
                                + " grace period: has ended, but is held by the finalizer example.com/hold: the controller that set it"
                                + " has to remove it)");
    }

    @Test
    void withoutIgnoredPodsTheMessageIsUnchanged() {
        assertThat(IgnoredPods.mentionedIn(READY, seen(Map.of()))).isEqualTo(READY);
    }

    @Test
    void theMessageIsLimited() {
        var many = IntStream.range(0, 500)
                .boxed()
                .collect(Collectors.toMap(number -> "migration-" + number, _ -> NOT_OURS));

        assertThat(IgnoredPods.mentionedIn(READY, seen(many)).message()).hasSizeLessThan(250);
    }

    private static Snapshot seen(Map<String, IgnoredPod> ignored) {
        SortedMap<String, IgnoredPod> sorted = new TreeMap<>(ignored);
        return new Snapshot(
                Instant.EPOCH,
                1,
                "beamcluster.dev/cluster=chat",
                List.of(),
                new TreeMap<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                sorted,
                new TreeMap<>(),
                Optional.empty(),
                BeforeFacts.NONE,
                new OwnSecret.Missing(),
                new FreshReport.NeverProbed(),
                Map.of(),
                Duration.ofMinutes(10),
                ChatNodes.SPEC);
    }
}

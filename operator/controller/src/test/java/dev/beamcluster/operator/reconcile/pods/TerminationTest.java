package dev.beamcluster.operator.reconcile.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.operator.observed.PodEnding;
import dev.beamcluster.operator.reconcile.Chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class TerminationTest {

    /** When the pod was deleted. */
    private static final Instant DELETED = Chat.NOW;

    private static final long GRACE = 30;

    @Test
    void aNodeThatWasKilledAtTheEndOfItsGracePeriodIsReported() {
        // Given
        Pod pod = ended(137, "Error", 31, GRACE);

        // Then
        assertThat(Termination.ending(Chat.inCache(pod)))
                .hasValue(new PodEnding.Killed("chat-1", Duration.ofSeconds(GRACE)));
    }

    static Stream<Arguments> clean() {
        return Stream.of(
                argumentSet("a VM that stops", ended(0, "Completed", 3, GRACE)),
                argumentSet("a VM that stops in the last second", ended(0, "Completed", 30, GRACE)),
                argumentSet("a shell that is ended by SIGTERM", ended(143, "Error", 1, GRACE)),
                argumentSet("killed for another reason", ended(137, "Error", 12, GRACE)),
                argumentSet("killed for memory", ended(137, "OOMKilled", 30, GRACE)),
                argumentSet("ended before it was deleted", ended(137, "Error", -60, GRACE)),
                argumentSet(
                        "still running when it was deleted by force", Chat.terminating(Chat.pod("chat-1"), DELETED)),
                argumentSet("the kubelet's own deletion, which hides the time of the first", ended(137, "Error", 0, 0)),
                argumentSet("not deleted", Chat.pod("chat-1")));
    }

    @ParameterizedTest
    @MethodSource("clean")
    void otherEndingsAreNotReported(Pod pod) {
        assertThat(Termination.ending(Chat.inCache(pod))).isEmpty();
    }

    @Test
    void anEvictedNodeIsReported() {
        // Given
        Pod pod = Chat.pod("chat-1");
        pod.getStatus().setPhase("Failed");
        pod.getStatus().setReason("Evicted");
        pod.getStatus().setMessage("The node was low on resource: memory.");

        // Then
        assertThat(Termination.ending(Chat.inCache(pod)))
                .hasValue(new PodEnding.Evicted("chat-1", "Evicted: The node was low on resource: memory."));
    }

    /** Returns a deleted pod whose container ended this many seconds after the deletion. */
    private static Pod ended(int exitCode, String reason, long after, long gracePeriod) {
        return new PodBuilder(Chat.pod("chat-1"))
                .editMetadata()
                .withDeletionTimestamp(DELETED.plusSeconds(gracePeriod).toString())
                .withDeletionGracePeriodSeconds(gracePeriod)
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(GRACE)
                .endSpec()
                .editStatus()
                .editMatchingContainerStatus(status -> status.getName().equals("beam"))
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .withFinishedAt(DELETED.plusSeconds(after).toString())
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}

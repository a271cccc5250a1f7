package dev.beamcluster.operator.reconcile.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.reconcile.ApiStandIn;
import dev.beamcluster.operator.reconcile.Chat;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.rollout.Progress.JobPhase;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written for {@code spec.rollout.before}. */
class BeforeRolloutTest {

    private final MigratedChat chat = new MigratedChat();
    private final ApiStandIn api = chat.api;

    @AfterEach
    void end() {
        chat.close();
    }

    @Test
    void theFirstStartWaitsForTheJob() {
        // When
        ApplyOutcome outcome = chat.apply(MigratedChat.cluster("a"));

        // Then
        assertThat(outcome).isEqualTo(MigratedChat.waiting(JobPhase.STARTING));
        assertThat(chat.created())
                .singleElement()
                .satisfies(job -> assertThat(job.getMetadata()
                                .getOwnerReferences()
                                .getFirst()
                                .getUid())
                        .isEqualTo(Chat.UID));
        assertThat(chat.statefulSets()).isEmpty();

        // When it has succeeded
        assertThat(chat.apply(MigratedChat.cluster("a"), MigratedChat.job("a", "Complete")))
                .isInstanceOf(ApplyOutcome.Applied.class);

        // Then
        assertThat(chat.statefulSets()).singleElement().satisfies(nodes -> {
            assertThat(nodes.getSpec().getReplicas()).isEqualTo(2);
            assertThat(nodes.getMetadata().getAnnotations()).containsEntry(Naming.BEFORE, MigratedChat.inputs("a"));
        });
    }

    @Test
    void noJobStartsWhileAPodOfAnEarlierOneRuns() {
        // Given a Job that was deleted with its pod, which has not ended
        api.holdList("pods", """
                {"apiVersion": "v1", "kind": "PodList", "items": [{"metadata": {"name": "chat-before-x"},
                  "status": {"phase": "Running"}}]}""");

        // Then
        assertThat(chat.apply(MigratedChat.cluster("a"))).isEqualTo(MigratedChat.waiting(JobPhase.STARTING));
        assertThat(chat.created()).isEmpty();
    }

    @Test
    void nodesKeepTheirTemplateUntilTheJobSucceeds() {
        // Given
        StatefulSet nodes = MigratedChat.settled("a");

        // When the image and the size change
        ApplyOutcome outcome = chat.apply(MigratedChat.cluster("b", "replicas: 3"), nodes, MigratedChat.job("b", ""));

        // Then
        assertThat(outcome).isEqualTo(MigratedChat.waiting(JobPhase.RUNNING));
        assertThat(chat.statefulSets()).singleElement().satisfies(written -> {
            assertThat(written.getSpec().getReplicas()).isEqualTo(3);
            assertThat(written.getSpec().getTemplate())
                    .isEqualTo(nodes.getSpec().getTemplate());
            assertThat(written.getMetadata().getAnnotations())
                    .containsAllEntriesOf(nodes.getMetadata().getAnnotations());
        });

        // When it has succeeded
        assertThat(chat.apply(
                        MigratedChat.cluster("b", "replicas: 3"),
                        MigratedChat.settled("a"),
                        MigratedChat.job("b", "Complete")))
                .isInstanceOf(ApplyOutcome.Applied.class);

        // Then
        assertThat(chat.statefulSets()
                        .getLast()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo("b");
        assertThat(chat.statefulSets().getLast().getMetadata().getAnnotations())
                .containsEntry(Naming.BEFORE, MigratedChat.inputs("b"));
        assertThat(chat.created()).isEmpty();
    }

    @Test
    void whatNodesDependOnStaysAsItIsWhileTheyKeepTheirTemplate() {
        // Given
        HasMetadata service = Chat.cached(Chat.objects(MigratedChat.cluster("a", "ports: [{name: http, port: 80}]"))
                .clientService()
                .orElseThrow());

        // When
        var _ = chat.apply(
                MigratedChat.cluster("b", "ports: [{name: http, port: 80, targetPort: 9}]"),
                MigratedChat.settled("a"),
                service,
                MigratedChat.job("b", ""));

        // Then
        assertThat(api.writes()).noneMatch(request -> request.path().endsWith("/services/chat"));
        assertThat(api.writes()).anyMatch(request -> request.path().endsWith("/services/chat-nodes"));
    }

    @Test
    void theJobOfAFormerSpecIsDeletedAfterItsPod() {
        // When
        ApplyOutcome outcome =
                chat.apply(MigratedChat.cluster("c"), MigratedChat.settled("a"), MigratedChat.job("b", ""));

        // Then
        assertThat(outcome).isEqualTo(MigratedChat.waiting(JobPhase.ENDING));
        assertThat(chat.deleted())
                .singleElement()
                .satisfies(request -> assertThat(request.body())
                        .contains("\"propagationPolicy\":\"Foreground\"", "\"uid\":\"uid-of-chat-before\""));
        assertThat(chat.created()).isEmpty();
    }

    @Test
    void backAtWhatSucceededNothingRunsAndTheOtherJobIsDeleted() {
        // When
        var _ = chat.apply(MigratedChat.cluster("a"), MigratedChat.settled("a"), MigratedChat.job("b", "Failed"));

        // Then
        assertThat(chat.deleted()).hasSize(1);
        assertThat(chat.created()).isEmpty();
    }

    @Test
    void aFailedJobIsNotTriedAgain() {
        // When
        ApplyOutcome outcome =
                chat.apply(MigratedChat.cluster("b"), MigratedChat.settled("a"), MigratedChat.job("b", "Failed"));

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ApplyOutcome.Applied.class,
                        held -> assertThat(held.progress()).isInstanceOf(Progress.JobFailed.class));
        assertThat(chat.deleted()).isEmpty();
        assertThat(chat.created()).isEmpty();
    }

    @Test
    void withoutNodesNoneIsMadeAndNoJobStarts() {
        assertThat(chat.apply(MigratedChat.cluster("a", "replicas: 0")))
                .isEqualTo(new ApplyOutcome.Applied(new Progress.UpToDate()));
        assertThat(chat.created()).isEmpty();
        assertThat(chat.statefulSets()).isEmpty();
    }

    @Test
    void nodesThatAreScaledToZeroDoNotComeBackAtTheOldRevision() {
        // Given
        StatefulSet none = MigratedChat.settled("a");
        none.getSpec().setReplicas(0);

        // When
        ApplyOutcome outcome = chat.apply(MigratedChat.cluster("b"), none);

        // Then
        assertThat(outcome).isEqualTo(MigratedChat.waiting(JobPhase.STARTING));
        assertThat(chat.created()).hasSize(1);
        assertThat(chat.statefulSets())
                .allSatisfy(nodes -> assertThat(nodes.getSpec().getReplicas()).isZero());
    }

    @Test
    void nothingStartsWhilePaused() {
        assertThat(chat.apply(MigratedChat.cluster("b", "paused: true"), MigratedChat.settled("a")))
                .isEqualTo(new ApplyOutcome.Paused());
        assertThat(api.writes()).isEmpty();
    }

    @Test
    void aJobThatSomeoneElseMadeIsLeftAlone() {
        // Given
        api.refuse("POST", "jobs", 409, "jobs.batch \"chat-before\" already exists");
        Job foreign = Chat.cached(new JobBuilder()
                .withNewMetadata()
                .withName("chat-before")
                .withNamespace("shop")
                .endMetadata()
                .build());
        api.hold(foreign);

        // Then
        assertThat(chat.apply(MigratedChat.cluster("a")))
                .isInstanceOfSatisfying(ApplyOutcome.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.ApplyRefused);
                    assertThat(refused.message())
                            .contains("Job chat-before already exists and belongs to someone else");
                });
        assertThat(chat.deleted()).isEmpty();
    }

    @Test
    void aJobThatTheCacheDoesNotHaveYetIsNoReasonToAct() {
        // Given
        api.refuse("POST", "jobs", 409, "jobs.batch \"chat-before\" already exists");
        api.hold(MigratedChat.job("a", ""));

        // Then
        assertThat(chat.apply(MigratedChat.cluster("a"))).isEqualTo(MigratedChat.waiting(JobPhase.STARTING));
    }

    @Test
    void aBeamClusterWithoutItIsAsItWas() {
        // When
        var _ = chat.apply(Chat.cluster(""), Chat.statefulSet(Chat.cluster(""), 2, 2));

        // Then
        assertThat(api.requests()).noneMatch(request -> request.path().contains("jobs"));
        assertThat(chat.statefulSets())
                .allSatisfy(nodes ->
                        assertThat(nodes.getMetadata().getAnnotations()).doesNotContainKey(Naming.BEFORE));
    }
}

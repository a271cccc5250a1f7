package dev.beamcluster.operator.reconcile.jobs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.observed.BeforeFacts;
import dev.beamcluster.operator.observed.BeforeJob.State;
import dev.beamcluster.operator.observed.ContainerEnd;
import dev.beamcluster.operator.observed.JobFailure;
import dev.beamcluster.operator.observed.JobFailure.Cause;
import dev.beamcluster.operator.observed.JobFailure.Output;
import dev.beamcluster.operator.observed.PodOfJob;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.reconcile.ApiStandIn;
import dev.beamcluster.operator.reconcile.Chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JobObserverTest {

    private static final BeamCluster CLUSTER =
            Chat.cluster("rollout: {before: {command: [bin/chat, eval, Chat.Release.migrate]}}");

    private final ApiStandIn api = new ApiStandIn();
    private final JobObserver observer = new JobObserver(api.client());
    private final JobMemory memory = new JobMemory();

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void aJobThatIsMissingIsNothingToReadAbout() {
        assertThat(observe()).isEqualTo(new BeforeFacts(true, Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void aJobThatSucceededIsRememberedByItself() {
        // When
        BeforeFacts facts = observe(job("Complete", "CompletionsReached"));

        // Then
        assertThat(facts.succeeded()).isPresent().isEqualTo(facts.job().map(job -> job.inputs()));
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void aJobOfSomeoneElseDoesNotCount() {
        // Given
        Job foreign = job("Complete", "CompletionsReached");
        foreign.getMetadata().getOwnerReferences().getFirst().setUid("another");

        // Then
        assertThat(observe(foreign).job()).isEmpty();
    }

    @Test
    void theEndOfAFailedJobIsReadOnceAndMasked() {
        // Given
        api.hold(secret("2026-01-01T11:00:00Z"));
        hold(failedPod());

        // When
        State state = state(job("Failed", "BackoffLimitExceeded"));

        // Then
        var end = new ContainerEnd("beam", 1, 0, new ContainerEnd.How.Failed());
        assertThat(state)
                .isEqualTo(new State.Failed(new JobFailure(
                        new Cause.Ended(),
                        Optional.of(new JobFailure.End(
                                "chat-before-x", end, new Output.Quoted("could not log in with ***"))),
                        Optional.empty())));
        int requests = api.requests().size();
        assertThat(state(job("Failed", "BackoffLimitExceeded"))).isEqualTo(state);
        assertThat(api.requests()).hasSize(requests);
    }

    @Test
    void outputIsNotQuotedIfItsSecretMayHaveChanged() {
        // Given
        api.hold(secret("2026-01-01T12:30:00Z"));
        hold(failedPod());

        // Then
        assertThat(output(state(job("Failed", "BackoffLimitExceeded"))))
                .isEqualTo(new Output.Withheld("the Secret db of its variables has changed since"));
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void outputIsNotQuotedIfItsSecretCannotBeRead(int code) {
        // Given
        api.refuse("GET", "secrets", code, "no");
        hold(failedPod());

        // Then
        assertThat(output(state(job("Failed", "BackoffLimitExceeded"))))
                .isEqualTo(new Output.Withheld("the Secret db of its variables cannot be read"));
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 429, 500})
    void outputIsReadAgainIfItsSecretCouldNotBeReadOnce(int code) {
        // Given
        api.refuse("GET", "secrets", code, "not now");
        hold(failedPod());
        Job failed = job("Failed", "BackoffLimitExceeded");

        // When
        assertThatExceptionOfType(KubernetesClientException.class).isThrownBy(() -> state(failed));
        api.allow("GET", "secrets");
        api.hold(secret("2026-01-01T11:00:00Z"));

        // Then
        assertThat(output(state(failed))).isEqualTo(new Output.Quoted("could not log in with ***"));
    }

    @Test
    void anInitContainerThatFailsIsTheCause() {
        // Given
        api.hold(secret("2026-01-01T11:00:00Z"));
        hold(pod("""
                phase: Failed, initContainerStatuses: [{name: wait, restartCount: 0, state: {terminated: {exitCode: 2, reason: Error}}}],
                containerStatuses: [{name: beam, restartCount: 0, state: {waiting: {reason: PodInitializing}}}]"""));

        // Then
        assertThat(state(job("Failed", "BackoffLimitExceeded")))
                .isInstanceOfSatisfying(
                        State.Failed.class,
                        failed -> assertThat(failed.failure().end()).hasValueSatisfying(end -> {
                            assertThat(end.container().container()).isEqualTo("wait");
                            assertThat(end.output()).isEqualTo(new Output.None());
                        }));
    }

    @Test
    void whatKeptAPodFromStartingIsKnownWhenItsTimeIsOver() {
        // Given
        hold(pod("""
                phase: Pending, containerStatuses: [{name: beam, image: chat, restartCount: 0,
                  state: {waiting: {reason: ImagePullBackOff}}}]"""));
        var waiting = Optional.of(new PodOfJob("chat-before-x", new PodTrouble.ImageNotPulled("chat")));

        // When
        State running = state(job("", ""));
        hold();
        State failed = state(job("Failed", "DeadlineExceeded"));

        // Then
        assertThat(running).isEqualTo(new State.Running(waiting));
        assertThat(failed)
                .isEqualTo(new State.Failed(new JobFailure(new Cause.TimedOut(600), Optional.empty(), waiting)));
    }

    @Test
    void aPodThatRunsIsInNoTrouble() {
        // Given
        hold(pod("""
                phase: Running, conditions: [{type: Ready, status: "False", reason: ReadinessGatesNotReady,
                  lastTransitionTime: "2026-01-01T11:00:00Z"}], containerStatuses: [{name: beam, restartCount: 0, ready: true,
                  state: {running: {startedAt: "2026-01-01T11:00:00Z"}}}]"""));

        // Then
        assertThat(state(job("", ""))).isEqualTo(new State.Running(Optional.empty()));
        assertThat(api.requests()).hasSize(1);
        assertThat(state(job("", ""))).isInstanceOf(State.Running.class);
        assertThat(api.requests()).hasSize(1);
    }

    private static Pod failedPod() {
        return pod("""
                phase: Failed, containerStatuses: [{name: beam, restartCount: 0, state: {terminated: {exitCode: 1,
                  reason: Error, message: "could not log in with tops3cret"}}}]""");
    }

    private State state(Job job) {
        return observe(job).job().orElseThrow().state();
    }

    private static Output output(State state) {
        return ((State.Failed) state).failure().end().orElseThrow().output();
    }

    private BeforeFacts observe(HasMetadata... cached) {
        return observer.observe(CLUSTER, Chat.caches(cached), Optional.empty(), memory, Chat.NOW);
    }

    private void hold(Pod... pods) {
        api.holdList(
                "pods",
                Serialization.asJson(new PodListBuilder().withItems(pods).build()));
    }

    private static Job job(String condition, String reason) {
        Job job = Chat.cached(Chat.objects(CLUSTER).before().orElseThrow());
        return new JobBuilder(job)
                .withNewStatus()
                .addNewCondition()
                .withType(condition)
                .withReason(reason)
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }

    private static HasMetadata secret(String written) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName("db")
                .withNamespace("shop")
                .withCreationTimestamp(Instant.parse(written).toString())
                .endMetadata()
                .addToData("password", Base64.getEncoder().encodeToString("tops3cret".getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private static Pod pod(String status) {
        return Objects.requireNonNull(Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: chat-before-x, namespace: shop, uid: uid-of-pod, creationTimestamp: "2026-01-01T11:59:00Z",
                  labels: {"beamcluster.dev/before": chat}, ownerReferences: [{uid: uid-of-chat-before, kind: Job, name: chat-before}]}
                spec: {containers: [{name: beam, image: chat, env: [{name: PW, valueFrom: {secretKeyRef: {name: db, key: password}}}]}],
                  initContainers: [{name: wait, image: chat}]}
                status: {%s}
                """.formatted(status), Pod.class));
    }
}

package dev.beamcluster.e2e.tests.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.ExpectedInLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The Job of {@code spec.rollout.before}. */
@EndToEnd
class BeforeRolloutE2E {

    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: database}
            stringData: {password: tops3cret-value}
            """;

    @Test
    void theFirstNodeStartsAfterTheJobHasSucceeded(TestNamespace namespace) {
        // When
        var beam = namespace.apply("chat", chat("blue", "sleep 5"));

        // Then
        beam.eventually(Beam.WHOLE, status -> {
            status.condition("Reconciling").isTrue().hasReason("RolloutWaitsForJob");
            status.condition("PodsReady").isFalse().mentions("Job chat-before");
        });
        beam.becomesWhole(2);
        var ended = Instant.parse(job(namespace).orElseThrow().getStatus().getCompletionTime());
        assertThat(beam.pods())
                .allSatisfy(pod -> assertThat(Instant.parse(pod.getMetadata().getCreationTimestamp()))
                        .isAfterOrEqualTo(ended));
        assertThat(namespace.events("RolloutWaitsForJob")).contains("chat-before");

        // When
        var _ = namespace.kubectl().run("delete", "job/chat-before").orFail();
        var _ = namespace
                .kubectl()
                .run("rollout", "restart", "statefulset/chat")
                .orFail();

        // Then
        beam.eventually(Beam.WHOLE, status -> status.condition("Reconciling").isTrue());
        beam.eventually(Beam.WHOLE, status -> status.isWhole(2));
        assertThat(job(namespace)).as("neither of the two runs it again").isEmpty();
    }

    @Test
    @ExpectedInLog("JobFailed")
    void aFailureIsToldAndNodesAreUntouched(TestNamespace namespace) {
        // Given
        var _ = namespace.kubectl().apply(SECRET).orFail();
        var beam = namespace.apply("chat", chat("blue", "true")).becomesWhole(2);
        var before = beam.incarnations();

        // When
        var _ = namespace
                .kubectl()
                .apply(chat("green", "echo cannot log in with $PASSWORD; exit 3"))
                .orFail();

        // Then
        beam.eventually(Beam.WHOLE, status -> {
            status.condition("Stalled")
                    .isTrue()
                    .hasReason("JobFailed")
                    .mentions("chat-before", "exit code 3", "cannot log in with ***");
            status.condition("Ready").isFalse().hasReason("JobFailed");
        });
        assertThat(String.valueOf(beam.get().getStatus()) + beam.warnings()).doesNotContain("tops3cret");
        assertThat(beam.incarnations()).isEqualTo(before);

        // When
        var _ = namespace.kubectl().run("scale", "beam/chat", "--replicas=3").orFail();

        // Then
        await().atMost(Beam.WHOLE).until(() -> beam.pods().size() == 3);
        assertThat(colors(beam)).containsOnly("blue");

        // When
        var failed = uid(namespace);
        var _ = namespace.kubectl().run("delete", "job/chat-before").orFail();

        // Then
        await().atMost(Beam.WHOLE)
                .until(() -> job(namespace)
                        .filter(job -> !job.getMetadata().getUid().equals(failed))
                        .isPresent());
        beam.eventually(
                Beam.WHOLE, status -> status.condition("Stalled").isTrue().hasReason("JobFailed"));

        // When
        var _ = namespace.kubectl().apply(chat("green", "true")).orFail();

        // Then
        beam.eventually(Beam.WHOLE, status -> status.isWhole(2));
        assertThat(colors(beam)).hasSize(2).containsOnly("green");
    }

    @Test
    @ExpectedInLog("JobFailed")
    void theWayBackRunsNothingUnlessSomethingElseSucceeded(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", chat("blue", "true")).becomesWhole(2);
        var first = uid(namespace);
        var _ = namespace.kubectl().apply(chat("green", "false")).orFail();
        beam.eventually(
                Beam.WHOLE, status -> status.condition("Stalled").isTrue().hasReason("JobFailed"));
        assertThat(uid(namespace)).isNotEqualTo(first);

        // When
        var _ = namespace.kubectl().apply(chat("blue", "true")).orFail();

        // Then
        beam.eventually(Beam.WHOLE, status -> status.isWhole(2));
        await().atMost(Beam.WHOLE).until(() -> job(namespace).isEmpty());
        beam.stays(Duration.ofSeconds(3), status -> status.isWhole(2));
        assertThat(job(namespace)).as("nothing runs").isEmpty();

        // When
        var _ = namespace.kubectl().apply(chat("green", "true")).orFail();
        beam.eventually(Beam.WHOLE, status -> status.isWhole(2));
        var second = uid(namespace);
        var _ = namespace.kubectl().apply(chat("blue", "true")).orFail();

        // Then
        await().atMost(Beam.WHOLE)
                .until(() -> job(namespace)
                        .filter(job -> !job.getMetadata().getUid().equals(second))
                        .isPresent());
        beam.eventually(Beam.WHOLE, status -> status.isWhole(2));
        assertThat(colors(beam)).containsOnly("blue");
    }

    @Test
    void aChangedSpecEndsTheFormerJobFirst(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", chat("blue", "trap 'sleep 4; exit 1' TERM; sleep 600 & wait"));
        await().atMost(Beam.WHOLE).until(() -> running(namespace).size() == 1);
        var former = running(namespace).getFirst();

        // When
        var _ = namespace.kubectl().apply(chat("green", "sleep 2")).orFail();

        // Then
        await().atMost(Beam.WHOLE)
                .pollInterval(Beam.POLL)
                .failFast(
                        "two Jobs run at once",
                        () -> assertThat(running(namespace)).hasSizeLessThanOrEqualTo(1))
                .until(() -> running(namespace).stream().anyMatch(pod -> !pod.equals(former)));
        beam.becomesWhole(2);
        assertThat(colors(beam)).containsOnly("green");
    }

    @Test
    void aDeletedBeamClusterTakesItsJobWithIt(TestNamespace namespace) {
        // Given
        var _ = namespace.apply("chat", chat("blue", "trap 'exit 1' TERM; sleep 600 & wait"));
        await().atMost(Beam.WHOLE).until(() -> running(namespace).size() == 1);

        // When
        var _ = namespace.kubectl().run("delete", "beam/chat").orFail();

        // Then
        await().atMost(Beam.WHOLE)
                .until(() -> job(namespace).isEmpty() && namespace.pods().isEmpty());
    }

    @Test
    void noJobRunsForNoNodes(TestNamespace namespace) {
        // When
        var beam = namespace.apply("chat", chat("blue", "true").replace("replicas: 2", "replicas: 0"));

        // Then
        beam.eventually(
                Beam.WHOLE, status -> status.condition("PodsReady").isFalse().hasReason("ScaledToZero"));
        assertThat(job(namespace)).isEmpty();

        // When
        var _ = namespace.kubectl().run("scale", "beam/chat", "--replicas=2").orFail();

        // Then
        beam.becomesWhole(2);
        assertThat(job(namespace)).isPresent();
    }

    /** A BeamCluster whose command is a line of a shell. */
    static String chat(String color, String line) {
        return SampleRelease.MIX.yaml("chat", 2, """
                  env:
                  - {name: COLOR, value: %s}
                  - {name: PASSWORD, valueFrom: {secretKeyRef: {name: database, key: password, optional: true}}}
                  rollout: {minReadySeconds: 0, before: {command: [bash, -c, "%s"]}}
                """.formatted(color, line));
    }

    private static List<String> colors(Beam beam) {
        return beam.pods().stream()
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getName().equals("COLOR"))
                .map(EnvVar::getValue)
                .toList();
    }

    private static Optional<Job> job(TestNamespace namespace) {
        return Optional.ofNullable(namespace
                .cluster()
                .client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace.name())
                .withName("chat-before")
                .get());
    }

    private static String uid(TestNamespace namespace) {
        return job(namespace).orElseThrow().getMetadata().getUid();
    }

    /** The names of pods of Jobs that have started and not ended. */
    private static List<String> running(TestNamespace namespace) {
        return namespace.pods().stream()
                .filter(pod -> pod.getMetadata().getLabels().containsKey("beamcluster.dev/before"))
                .filter(pod -> pod.getStatus().getPhase().equals("Running"))
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }
}

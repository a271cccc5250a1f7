package dev.beamcluster.e2e.tests.examples;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.ExpectedInLog;

import static org.assertj.core.api.Assertions.assertThat;

/** The example with a database: PostgreSQL, which is migrated before nodes start or are replaced. */
@EndToEnd
class DatabaseE2E {

    @Test
    @ExpectedInLog("JobFailed")
    void theDatabaseIsMigratedBeforeTheFirstNode(TestNamespace namespace) {
        // When
        var beam = Example.of("migrations").becomesWhole(namespace);

        // Then
        assertThat(output(namespace)).contains("migrated to version 2");
        assertThat(rows(beam)).isEqualTo("2");

        // When the next version, which has nothing to migrate
        patch(namespace, """
                {"spec": {"image": "docker.io/beamcluster/e2e-migrations:local", "rollout": {"minReadySeconds": 0}}}
                """);
        beam.eventually(
                Beam.WHOLE, status -> status.condition("Reconciling").isTrue().hasReason("RolloutWaitsForJob"));
        beam.eventually(Duration.ofMinutes(5), status -> status.isWhole(3));

        // Then
        assertThat(output(namespace)).doesNotContain("migrated");
        assertThat(rows(beam)).isEqualTo("2");

        // When the credentials are wrong
        patch(namespace, """
                {"spec": {
                  "env": [
                    {"name": "PGPASSWORD", "value": "x"},
                    {"name": "DATABASE_URL", "value": "postgresql://chat@forum-database/chat"}
                  ],
                  "rollout": {"before": {"retries": 0}}
                }}
                """);

        // Then
        beam.eventually(
                Beam.WHOLE,
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("JobFailed")
                        .mentions("exit code 1", "password authentication failed"));
    }

    private static void patch(TestNamespace namespace, String change) {
        var _ = namespace
                .kubectl()
                .run("patch", "beam/forum", "--type=merge", "--patch", change)
                .orFail();
    }

    /** Of all pods of the Job, because a first try may fail: the name server may not have started yet. */
    private static String output(TestNamespace namespace) {
        return namespace
                .kubectl()
                .run("logs", "--selector=batch.kubernetes.io/job-name=forum-before", "--tail=-1")
                .orFail();
    }

    private static String rows(Beam beam) {
        return beam.exec(
                        beam.pod(0),
                        "psql --dbname=$DATABASE_URL --tuples-only --no-align"
                                + " --command='SELECT count(*) FROM schema_migrations'")
                .orFail()
                .strip();
    }
}

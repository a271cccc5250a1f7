package dev.beamcluster.e2e.tests.kubectl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.beamcluster.audit.AuditEntry.Kind;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.KubernetesNodeContainer;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.OperatorLog;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.ExpectedInLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The audit trail of the operator and of the API server, whose audit log is on in the test cluster. */
@EndToEnd
class AuditE2E {

    /** Longer than a busy machine takes to read the operator's whole log, several times. */
    private static final Duration SOON = Duration.ofMinutes(3);

    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete");

    @Test
    void everyCommandIsThereOnceWithItsCode(TestNamespace namespace, Cluster cluster) {
        // Given a BeamCluster
        var beam = namespace.apply("chat", SampleRelease.ERL.yaml("chat", 1)).becomesWhole(1);
        String path = "/apis/beamcluster.dev/v1alpha1/namespaces/" + namespace.name() + "/beamclusters";
        var kubectl = namespace.kubectl();
        String stale = kubectl.run("get", "beam", "chat", "--output", "json")
                .orFail()
                .replaceFirst("\"resourceVersion\": \"[0-9]+\"", "\"resourceVersion\": \"1\"");

        // When commands are refused by a rule, by a missing right and by a conflict, and one is accepted
        assertThat(kubectl.run("patch", "beam", "chat", "--type=merge", "--patch", "{\"spec\":{\"replicas\":-1}}")
                        .succeeded())
                .isFalse();
        assertThat(kubectl.command()
                        .with("create", "--raw", path, "--filename", "-", "--as", "eve")
                        .run("{}")
                        .succeeded())
                .isFalse();
        assertThat(kubectl.command()
                        .with("replace", "--raw", path + "/chat", "--filename", "-")
                        .run(stale)
                        .succeeded())
                .isFalse();
        assertThat(AuditLogs.plugin(namespace, cluster)
                        .run("scale", "chat", "2", "--yes")
                        .succeeded())
                .isTrue();
        beam.becomesWhole(2);

        // Then each is in the API server's log once, with its code
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(AuditLogs.apiServer(namespace, cluster)
                                .filter(entry -> entry.subject().resource().equals("beamclusters"))
                                .filter(entry -> WRITES.contains(entry.action())))
                        .extracting(
                                entry -> entry.action() + " " + entry.outcome().code())
                        .containsExactly("create 201", "patch 422", "create 403", "update 409", "patch 200"));

        // Then the failures have the messages of the API server, and the plugin has its command
        String failed = AuditLogs.plugin(namespace, cluster)
                .run("audit", "--failed", "--node", AuditLogs.node(cluster), "--operator-log", "/dev/null")
                .orFail();
        assertThat(failed).contains("refused 422", "spec.replicas", "refused 403", "eve", "refused 409");
        assertThat(AuditLogs.plugin(namespace, cluster)
                        .run("audit", "chat", "--node", AuditLogs.node(cluster), "--operator-log", "/dev/null")
                        .orFail())
                .contains("plugin", "scale 2");
    }

    @Test
    void everyWriteOfTheOperatorIsInTheLogOfTheApiServer(
            TestNamespace namespace, Cluster cluster, OperatorInstall operator) {
        // Given a BeamCluster that was created, scaled, refused, repaired and deleted
        var beam = namespace.apply("chat", SampleRelease.ERL.yaml("chat", 1)).becomesWhole(1);
        var kubectl = namespace.kubectl();
        var _ = kubectl.run("scale", "beam", "chat", "--replicas=2").orFail();
        beam.becomesWhole(2);
        var _ = kubectl.run("delete", "beam", "chat", "--wait").orFail();
        await().atMost(Duration.ofMinutes(2)).until(() -> beam.pods().isEmpty());

        // Then the two logs have the same requests with the same codes
        await().atMost(SOON).untilAsserted(() -> {
            List<String> own = AuditLogs.requests(AuditLogs.operator(cluster, operator)
                    .filter(entry -> entry.kind() == Kind.WRITE)
                    .filter(entry -> entry.subject().namespace().equals(namespace.name())));
            assertThat(own).isNotEmpty().doesNotHaveDuplicates();
            assertThat(own)
                    .containsExactlyInAnyOrderElementsOf(AuditLogs.requests(AuditLogs.apiServer(namespace, cluster)
                            .filter(entry -> entry.actor().endsWith(":beamcluster-operator"))
                            .filter(entry -> WRITES.contains(entry.action()))));
        });

        // Then each says for which BeamCluster and in which step, and the calls that connected the nodes are there
        assertThat(AuditLogs.operator(cluster, operator).filter(entry -> AuditLogs.isFor(entry, namespace)))
                .allMatch(entry -> entry.cause().name().equals("chat"))
                .anyMatch(entry -> entry.action().equals("net_kernel:connect_node/1"));
    }

    @Test
    @ExpectedInLog("InvalidSpec")
    void aRefusedSpecIsOneEntry(TestNamespace namespace, Cluster cluster, OperatorInstall operator) {
        // Given a spec that the API server accepts, and that cannot be built
        var beam = namespace.apply("chat", SampleRelease.ERL.yaml("chat", 1, """
                          env: [{name: ERL_FLAGS, value: -setcookie mine}]
                        """));

        // When the operator has refused it
        beam.eventually(SOON, seen -> seen.condition("Stalled").isTrue().hasReason("InvalidSpec"));

        // Then it is there once, with the field
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(AuditLogs.operator(cluster, operator)
                                .filter(entry -> entry.kind() == Kind.REFUSAL && AuditLogs.isFor(entry, namespace)))
                        .singleElement()
                        .satisfies(
                                entry -> assertThat(entry.outcome().message()).contains("spec.env")));
    }

    @Test
    void noCookieIsInAnyLog(TestNamespace namespace, Cluster cluster, OperatorInstall operator) {
        // Given a BeamCluster with a generated cookie
        var _ = namespace.apply("chat", SampleRelease.ERL.yaml("chat", 2)).becomesWhole(2);
        String encoded = namespace.kubectl().fields("secret/chat-cookie", "{.data.cookie}");
        String cookie = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);

        // Then neither log has it, in any form
        String api =
                cluster.node().shell("cat " + KubernetesNodeContainer.AUDIT_LOG).orFail();
        assertThat(api).contains(namespace.name()).doesNotContain(cookie, encoded);
        assertThat(String.join("\n", new OperatorLog(cluster, operator).since(Instant.EPOCH)))
                .contains(namespace.name())
                .doesNotContain(cookie, encoded);
    }

    @Test
    void anEditedOrRemovedLineIsFound(
            TestNamespace namespace, Cluster cluster, OperatorInstall operator, @TempDir Path folder)
            throws IOException {
        // Given the log of the operator, which is intact
        var plugin = AuditLogs.plugin(namespace, cluster);
        assertThat(plugin.run("audit", "--verify", "--operator-namespace", operator.namespace())
                        .orFail())
                .contains("entries ");
        List<String> log = new OperatorLog(cluster, operator).since(Instant.EPOCH);
        int middle = AuditLogs.between(log);

        // When a line is edited, or removed
        var edited = new ArrayList<>(log);
        edited.set(middle, log.get(middle).replace("\"time\":\"2", "\"time\":\"1"));
        var removed = new ArrayList<>(log);
        removed.remove(middle);

        // Then each is found
        var foundEdit = verify(plugin, Files.write(folder.resolve("edited.log"), edited));
        assertThat(foundEdit).contains("line " + (middle + 1) + " was edited");
        assertThat(verify(plugin, Files.write(folder.resolve("removed.log"), removed)))
                .contains(" is missing");
    }

    private static String verify(KubectlBeam plugin, Path log) {
        var result = plugin.run("audit", "--verify", "--operator-log", log.toString());
        assertThat(result.exitCode()).as(result.out()).isEqualTo(1);
        return result.out();
    }
}

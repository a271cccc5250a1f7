package dev.beamcluster.kubectl.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.beamcluster.audit.AuditEntry;
import dev.beamcluster.audit.AuditReader;
import dev.beamcluster.audit.Outcome;
import dev.beamcluster.kubectl.Golden;
import dev.beamcluster.kubectl.audit.OperatorLines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class AuditCommandTest {

    private static final String PODS = "/api/v1/namespaces/beamcluster-system/pods";

    static final String POD_LIST =
            "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[{\"metadata\":"
                    + "{\"name\":\"beamcluster-operator-7c9\",\"namespace\":\"beamcluster-system\"}}]}";

    private static final String LOG = PODS + "/beamcluster-operator-7c9/log";

    private final FakeApi api = FakeApi.with("whole");
    private final Person person = new Person(api);

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void theThreeSourcesAreReadAndMerged() {
        // Given an operator with its log, an API server with its own, and a command of this person
        holdOperator(OperatorLines.log());
        api.hold("/api/v1/nodes/worker-3/proxy/logs/kubernetes/audit/audit.log", Golden.text("audit/apiserver.jsonl"));
        assertThat(person.runs("scale", "chat", "5", "--yes")).isZero();

        // When the trail of the BeamCluster is asked for
        int exitCode = person.runs("audit", "chat", "--node", "worker-3");

        // Then all three are in it
        assertThat(exitCode).isZero();
        assertThat(person.out()).contains("operator   ", "apiserver  ", "plugin     ", "scale 5");
        assertThat(person.err()).isEmpty();
    }

    @Test
    void whatCannotBeReachedIsSaid() {
        // Given a person who may not read the operator's log, and has no audit log
        api.forbid(PODS, "list", "pods");

        // When the trail is asked for
        int exitCode = person.runs("audit");

        // Then both are named, and the exit code says that something is missing
        assertThat(exitCode).isEqualTo(2);
        assertThat(person.out()).endsWith("""
                        Not read:
                          operator: missing right: jane may not list pods in the namespace shop
                          API server: give its audit log with --file or --node, if it is on (docs/audit.md)
                        """);
    }

    @Test
    void anAuditLogThatIsOffIsToldFromAMissingNodeAndAMissingRight() {
        // Given three Kubernetes nodes: one without the file, one that does not exist, one that this person may not ask
        String log = "/proxy/logs/kubernetes/audit/audit.log";
        holdOperator(OperatorLines.log());
        api.lack("/api/v1/nodes/worker-1" + log);
        api.refuse("/api/v1/nodes/worker-2" + log, 404, "nodes \"worker-2\" not found");
        api.refuse(
                "/api/v1/nodes/worker-3" + log,
                403,
                "nodes \"worker-3\" is forbidden: User \"jane\" cannot get resource \"nodes/proxy\" in API group \"\" at"
                        + " the cluster scope");

        // When each is asked
        for (int i = 1; i <= 3; i++) {
            assertThat(person.runs("audit", "chat", "--node", "worker-" + i)).isZero();
        }

        // Then each has its reason
        assertThat(person.out())
                .contains(
                        "API server: there is no /var/log/kubernetes/audit/audit.log on worker-1: the audit log is off, or"
                                + " elsewhere (docs/audit.md)",
                        "API server: nodes \"worker-2\" not found",
                        "API server: missing right: jane may not get nodes/proxy in all namespaces");
    }

    @Test
    void onlyFailuresAsJson() {
        // Given an audit log in a file
        holdOperator(OperatorLines.log());

        // When the failures of one user are asked for
        int exitCode = person.runs(
                "audit", "--failed", "--by", "eve", "--file", "src/test/resources/audit/apiserver.jsonl", "-o", "json");

        // Then each is a line of JSON
        assertThat(exitCode).isZero();
        assertThat(person.out().lines())
                .hasSize(2)
                .allMatch(line ->
                        AuditReader.read(line).orElseThrow().entry().outcome().code() == 403);
    }

    @Test
    void anIntactLogIsVerified() {
        // Given the log of an operator that nobody touched
        holdOperator(OperatorLines.log());

        // When it is verified, then the process is named, with what cannot be known
        assertThat(person.runs("audit", "--verify")).isZero();
        assertThat(person.out()).contains("entries 1 to 6, from its start; it has no last entry");
    }

    @Test
    void aRemovedLineIsFound(@TempDir Path folder) throws IOException {
        // Given a stored log from which a line was removed
        List<String> log = new ArrayList<>(OperatorLines.log());
        log.remove(3);
        Path file = Files.write(folder.resolve("operator.log"), log);

        // When it is verified, then the exit code and a line say so
        assertThat(person.runs("audit", "--verify", "--operator-log", file.toString()))
                .isEqualTo(1);
        assertThat(person.out()).contains("entry 3 of beamcluster-operator-7c9/1767347400000 is missing");
    }

    @Test
    void aCommandIsWrittenDownWhateverComesOfIt() {
        // Given an API server that refuses one change
        assertThat(person.runs("pause", "chat", "--yes")).isZero();
        api.refuse(
                "/apis/apps/v1/namespaces/shop/statefulsets/chat",
                403,
                "statefulsets.apps \"chat\" is forbidden: User \"jane\" cannot patch resource \"statefulsets\" in API"
                        + " group \"apps\" in the namespace \"shop\"");

        // When the person tries it, declines another one, and evaluates an expression with a secret in it
        assertThat(person.runs("restart", "chat", "--yes")).isEqualTo(2);
        assertThat(person.answering("n").runs("scale", "chat", "5")).isEqualTo(1);
        assertThat(person.runs("rpc", "chat", "login(\"secret\")")).isZero();

        // Then each request to the cluster is written down, without the expression
        assertThat(person.commands().stream()
                        .map(line -> AuditReader.read(line).orElseThrow().entry()))
                .extracting(
                        AuditEntry::action,
                        entry -> entry.outcome().result(),
                        entry -> entry.outcome().code())
                .containsExactly(
                        tuple("pause", Outcome.Result.OK, 0),
                        tuple("restart", Outcome.Result.REFUSED, 2),
                        tuple("rpc", Outcome.Result.OK, 0));
        assertThat(person.commands()).noneMatch(line -> line.contains("secret"));
    }

    private void holdOperator(List<String> log) {
        api.hold(PODS, POD_LIST);
        api.hold(LOG, String.join("\n", log) + "\n");
    }
}

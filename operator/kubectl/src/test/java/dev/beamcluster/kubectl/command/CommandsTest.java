package dev.beamcluster.kubectl.command;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.kubectl.Golden;

import static org.assertj.core.api.Assertions.assertThat;

class CommandsTest {

    private final FakeApi api = FakeApi.with("whole");
    private final Person person = new Person(api);

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void statusAsksForEverythingAndPrintsIt() {
        // Given
        api.hold(
                "/api/v1/namespaces/shop/secrets/chat-tls",
                "{\"metadata\":{\"name\":\"chat-tls\"},\"data\":{\"tls.crt\":\"bm9uc2Vuc2U=\"}}");

        // When
        int exitCode = person.runs("status", "chat");

        // Then
        assertThat(exitCode).isZero();
        assertThat(person.out())
                .startsWith("shop/chat is whole for 1m40s (FullMesh)\n")
                .contains("Disks:   data-chat-0 10Gi Bound", "worker-3", "NodeRejoined");
        assertThat(person.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"whole, 0", "cut, 1"})
    void theExitCodeSaysWhetherItIsWhole(String cluster, int exitCode) {
        try (var other = FakeApi.with(cluster)) {
            assertThat(new Person(other).runs("status", "chat")).isEqualTo(exitCode);
            assertThat(new Person(other).runs("mesh", "chat")).isEqualTo(exitCode);
            assertThat(new Person(other).runs("history", "chat")).isEqualTo(exitCode);
        }
    }

    @Test
    void aMissingRightIsOneLine() {
        // Given
        api.forbid("/apis/beamcluster.dev/v1alpha1/namespaces/shop/beamclusters/chat", "get", "beamclusters");

        // When
        int exitCode = person.runs("mesh", "chat");

        // Then
        assertThat(exitCode).isEqualTo(2);
        assertThat(person.out()).isEmpty();
        assertThat(person.err())
                .isEqualTo("kubectl beam: missing right: jane may not get beamclusters in the namespace shop\n");
    }

    @Test
    void aStatusWithoutTheRightToListPodsIsStillAStatus() {
        // Given
        api.forbid("/api/v1/namespaces/shop/pods", "list", "pods");

        // When
        int exitCode = person.runs("status", "chat");

        // Then
        assertThat(exitCode).isZero();
        assertThat(person.out())
                .endsWith("Not shown:\n  missing right: jane may not list pods in the namespace shop\n");
    }

    @Test
    void aBeamClusterThatDoesNotExistIsSaid() {
        assertThat(person.runs("status", "shout")).isEqualTo(2);
        assertThat(person.err()).isEqualTo("kubectl beam: there is no BeamCluster shout in the namespace shop\n");
    }

    @Test
    void withoutAnOperatorTheInstallationIsNamed() {
        assertThat(person.runs("status")).isEqualTo(2);
        assertThat(person.err()).contains("does not know BeamClusters: install the operator");
    }

    @Test
    void aWrongCommandLineCannotTell() {
        assertThat(person.runs("status", "chat", "--nonsense")).isEqualTo(2);
        assertThat(person.runs("verify")).isEqualTo(2);
        assertThat(person.runs("logs", "chat", "--since", "5")).isEqualTo(2);
        assertThat(person.err()).contains("--nonsense", "name a BeamCluster", "--since takes a time");
    }

    @Test
    void theLogsOfAllPodsAreOneStream() {
        // Given
        for (int pod = 0; pod < 3; pod++) {
            api.hold(
                    "/api/v1/namespaces/shop/pods/chat-%d/log".formatted(pod),
                    "2026-01-02T09:00:0%d.000000000Z line of %d\n".formatted(3 - pod, pod));
        }

        // When
        int exitCode = person.runs("logs", "chat", "--since", "5m");

        // Then
        assertThat(exitCode).isZero();
        assertThat(person.out()).isEqualTo("chat-2  line of 2\nchat-1  line of 1\nchat-0  line of 0\n");
    }

    @Test
    void aLogThatCannotBeReadIsNamed() {
        api.forbid("/api/v1/namespaces/shop/pods/chat-1/log", "get", "pods/log");

        assertThat(person.runs("logs", "chat")).isEqualTo(2);
        assertThat(person.err()).contains("chat-1: missing right: jane may not get pods/log in the namespace shop");
    }

    @Test
    void aConsoleIsOpenedInTheFirstReadyPod() {
        // When
        int exitCode = person.answering("").runs("remsh", "chat");

        // Then
        assertThat(exitCode).isZero();
        assertThat(person.programs())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith(
                                "kubectl",
                                "exec",
                                "--namespace",
                                "shop",
                                "--stdin",
                                "--tty",
                                "chat-0",
                                "--container",
                                "beam",
                                "--")
                        .anySatisfy(argument -> assertThat(argument)
                                .contains("exec \"$root/bin/$name\"")
                                .contains("remote")));
    }

    @Test
    void anExpressionIsAnArgumentAndNeverAPartOfTheScript() {
        // When
        int exitCode = person.runs("rpc", "chat", "IO.puts(\"$(rm -rf /)\")", "--pod", "chat-2", "--context", "prod");

        // Then
        assertThat(exitCode).isZero();
        List<String> line = person.programs().getFirst();
        assertThat(line).contains("chat-2").containsSequence("--context", "prod");
        assertThat(line.getLast()).isEqualTo("IO.puts(\"$(rm -rf /)\")");
        assertThat(line.get(line.size() - 3)).endsWith("rpc \"$1\"");
    }

    @Test
    void aPodThatDoesNotExistIsSaid() {
        assertThat(person.runs("remsh", "chat", "chat-7")).isEqualTo(2);
        assertThat(person.err()).contains("there is no pod chat-7");
    }

    @Test
    void theManifestIsThatOfThisVersion() {
        assertThat(person.runs("install")).isZero();
        assertThat(person.out()).startsWith("# BeamCluster").contains("CustomResourceDefinition", "kind: Deployment");
    }

    @Test
    void bothVersionsArePrinted() {
        // Given
        api.hold("/apis/apps/v1/deployments", """
                {"items":[{"metadata":{"name":"beamcluster","namespace":"beamcluster-system",
                "labels":{"app.kubernetes.io/version":"0.1.0"}},"spec":{"replicas":1,"template":{"spec":{"containers":[
                {"name":"operator","image":"beamcluster/operator:0.1.0"}]}}},"status":{"readyReplicas":1}}]}""");

        // Then
        assertThat(person.runs("version")).isZero();
        assertThat(person.out())
                .contains("plugin    ")
                .contains("operator  0.1.0 in beamcluster-system, 1 of 1 pods ready, image beamcluster/operator:0.1.0");
    }

    @Test
    void anOperatorThatCannotBeSeenIsUnknown() {
        api.refuse(
                "/apis/apps/v1/deployments",
                403,
                "deployments.apps is forbidden: User \"jane\" cannot list resource \"deployments\" in API group"
                        + " \"apps\" at the cluster scope");

        assertThat(person.runs("version")).isEqualTo(2);
        assertThat(person.out())
                .contains(
                        "operator  unknown: missing right: jane may not list deployments.apps in all" + " namespaces");
    }

    @Test
    void theCommandsAreListed() {
        assertThat(person.runs()).isZero();
        Golden.assertSame("help.txt", person.out());
    }
}

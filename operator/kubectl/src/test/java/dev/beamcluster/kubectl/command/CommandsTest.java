package dev.beamcluster.kubectl.command;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.beamcluster.kubectl.Golden;
import dev.beamcluster.picture.MeshNotation;

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

    @ParameterizedTest
    @EnumSource
    void theMeshIsPrintedInEachNotation(MeshNotation notation) {
        try (var cut = FakeApi.with("cut")) {
            var other = new Person(cut);

            assertThat(other.runs("mesh", "chat", "-o", notation.name())).isEqualTo(1);
            Golden.assertSame("mesh/cut." + notation, other.out());
        }
    }

    @Test
    void anUnknownNotationIsNotPrinted() {
        assertThat(person.runs("mesh", "chat", "-o", "png")).isEqualTo(2);
        assertThat(person.out()).isEmpty();
        assertThat(person.err()).contains("png", "text, svg, dot, mermaid, plantuml, json");
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

    /** The operator and its CustomResourceDefinition may be newer than the plugin. */
    @Test
    void fieldsOfANewerVersionAreNoObstacle() {
        // Given
        api.hold("/apis/beamcluster.dev/v1alpha1/namespaces/shop/beamclusters/chat", """
                {"apiVersion":"beamcluster.dev/v1alpha1","kind":"BeamCluster",
                 "metadata":{"name":"chat","namespace":"shop","generation":1},
                 "spec":{"image":"chat:1","fieldOfTomorrow":{"a":1}},
                 "status":{"observedGeneration":1,"fieldOfTomorrow":[2],"conditions":[
                   {"type":"Ready","status":"True","reason":"FullMesh","message":"all links verified",
                    "lastTransitionTime":"2026-01-01T00:00:00Z","observedGeneration":1}]}}""");

        // Then
        assertThat(person.runs("status", "chat")).isZero();
        assertThat(person.out()).startsWith("shop/chat is whole");
    }

    @Test
    void aBeamClusterThatDoesNotExistIsSaid() {
        assertThat(person.runs("status", "shout")).isEqualTo(2);
        assertThat(person.err()).isEqualTo("kubectl beam: there is no BeamCluster shout in the namespace shop\n");
    }

    @Test
    void anApiServerThatDoesNotListenIsSaid() {
        api.close();

        assertThat(person.runs("status", "chat")).isEqualTo(2);
        assertThat(person.err())
                .isEqualTo("kubectl beam: the API server cannot be reached: nothing listens at the address in the"
                        + " kubeconfig\n");
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

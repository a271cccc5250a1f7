package dev.beamcluster.kubectl.node;

import java.net.ConnectException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;

import dev.beamcluster.kubectl.Golden;
import dev.beamcluster.kubectl.view.Health;
import dev.beamcluster.kubectl.view.VerifyText;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.erlang.Dialer;
import dev.beamcluster.mesh.erlang.OperatorNode;
import dev.beamcluster.testkit.JavaNode;

import static org.assertj.core.api.Assertions.assertThat;

class MeshVerifierTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void aWholeMeshIsVerifiedInOneRoundAndLeftAsItIs() throws Exception {
        try (var mesh = new FakeMesh(3)) {
            // When
            Observation seen = verify(mesh, Dialer.DIRECT);

            // Then
            assertThat(Health.of(seen.report())).isEqualTo(Health.WHOLE);
            assertThat(seen.report().establishedLinks()).hasSize(6);
            for (int ordinal = 0; ordinal < 3; ordinal++) {
                assertThat(mesh.nodes().node(ordinal).calls())
                        .isNotEmpty()
                        .doesNotContain("net_kernel:connect_node", "erlang:disconnect_node", "file:write_file");
            }
        }
    }

    @Test
    void aCutLinkIsFoundAndDrawn() throws Exception {
        try (var mesh = new FakeMesh(3).cut(0, 1).cut(1, 0)) {
            // When
            Observation seen = verify(mesh, Dialer.DIRECT);

            // Then
            assertThat(Health.of(seen.report())).isEqualTo(Health.BROKEN);
            assertThat(seen.report().missingLinks()).hasSize(2);
            assertThat(VerifyText.of(seen.report(), mesh.target().members(), Map.of(), Optional.empty()))
                    .contains("CallTimeout", "4 of 6 directed links verified", "seen from here: not whole");
        }
    }

    @Test
    void connectionsTakeTheWayThatTheyAreGiven() throws Exception {
        // Given nodes of which one refuses forwarded connections
        try (var mesh = new FakeMesh(2)) {
            Set<String> dialed = ConcurrentHashMap.newKeySet();
            Dialer way = (address, port, timeout) -> {
                dialed.add(address);
                if (address.equals("127.0.0.2")) {
                    throw new ConnectException("Connection refused");
                }
                return Dialer.DIRECT.open(address, port, timeout);
            };

            // When
            Observation seen = verify(mesh, way);

            // Then
            assertThat(dialed).containsExactlyInAnyOrder("127.0.0.1", "127.0.0.2");
            assertThat(Health.of(seen.report())).isEqualTo(Health.UNKNOWN);
            Golden.assertSame(
                    "verify/refused.txt",
                    VerifyText.of(seen.report(), mesh.target().members(), Map.of("n1", 9100), Optional.empty()));
        }
    }

    @Test
    void withANameThatANodeConsidersConnectedTheNextIsTried() throws Exception {
        // Given
        try (var mesh = new FakeMesh(2);
                var busy = new JavaNode(JavaNode.Manner.ALREADY_CONNECTED)) {
            int port = busy.protocol().port().orElseThrow();
            Dialer refused = (_, _, timeout) -> Dialer.DIRECT.open("127.0.0.1", port, timeout);
            var selves = new PluginNodes(List.of(
                    new OperatorNode(PluginNodes.name(0), 1, refused),
                    new OperatorNode(PluginNodes.name(1), 2, Dialer.DIRECT)));

            // Then
            assertThat(MeshVerifier.verify(selves, mesh.target(), InstantSource.system(), PATIENCE))
                    .hasValueSatisfying(
                            seen -> assertThat(Health.of(seen.report())).isEqualTo(Health.WHOLE));
            try (var sampler = new NodeSampler(selves, mesh.target())) {
                assertThat(sampler.sample().values()).hasOnlyElementsOfType(NodeSampler.Result.Sampled.class);
            }
            assertThat(busy.connections()).isPositive();
        }
    }

    @Test
    void thePluginHasFewNamesAndNeverThatOfTheOperator() {
        // Given
        var first = new HashSet<String>();
        var random = new Random(1);

        // Then
        for (int i = 0; i < 1000; i++) {
            List<OperatorNode> nodes = PluginNodes.of(random, Dialer.DIRECT).inOrder();
            assertThat(nodes)
                    .extracting(node -> node.name().toString())
                    .doesNotHaveDuplicates()
                    .hasSize(8)
                    .allMatch(name -> name.matches("kubectl-beam-[0-7]@plugin\\.beamcluster\\.dev"));
            first.add(nodes.getFirst().name().toString());
        }
        assertThat(first).hasSize(8);
    }

    private static Observation verify(FakeMesh mesh, Dialer way) throws InterruptedException {
        return MeshVerifier.verify(PluginNodes.of(new Random(1), way), mesh.target(), InstantSource.system(), PATIENCE)
                .orElseThrow();
    }
}

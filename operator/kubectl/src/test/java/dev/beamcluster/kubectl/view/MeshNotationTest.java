package dev.beamcluster.kubectl.view;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MeshStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MissingLink;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.kubectl.Golden;
import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.picture.MeshModel;
import dev.beamcluster.picture.MeshModel.State;
import dev.beamcluster.picture.MeshNotation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class MeshNotationTest {

    private final MeshModel cut =
            MeshModel.of(Golden.read("cluster/cut.yaml", BeamCluster.class).getStatus());

    @ParameterizedTest
    @EnumSource
    void everyNotationDrawsTheSameMesh(MeshNotation notation) {
        Golden.assertSame("mesh/cut." + notation, notation.draw(cut));
    }

    @Test
    void aMeshThatWasNotProbedHasNoVerifiedLinks() {
        BeamClusterStatus status = Objects.requireNonNull(
                Golden.read("cluster/whole.yaml", BeamCluster.class).getStatus());
        var unprobed =
                new BeamClusterStatus(3L, 3, 3, null, null, status.nodes(), null, List.of(), null, status.conditions());

        assertThat(MeshNotation.text.draw(MeshModel.of(unprobed)))
                .doesNotContain("   ●  ")
                .contains("the mesh has not been probed");
        assertThat(MeshNotation.text.draw(MeshModel.of((BeamClusterStatus) null)))
                .isEqualTo("no nodes\n");
    }

    @Test
    void aLinkIsNotVerifiedJustBecauseTheStatusDoesNotListItAsMissing() {
        // Given a mesh of which 30 links are missing, and the status lists 20
        List<NodeStatus> nodes = IntStream.range(0, 6)
                .mapToObj(ordinal -> new NodeStatus(
                        "chat-" + ordinal,
                        "chat@" + ordinal,
                        NodeState.LinksMissing,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null))
                .toList();
        List<MissingLink> listed = IntStream.range(0, 20)
                .mapToObj(link ->
                        new MissingLink("chat@" + link / 5, "chat@" + (link / 5 + 1 + link % 5) % 6, "NotConnected"))
                .toList();
        var status = new BeamClusterStatus(
                1L,
                6,
                6,
                null,
                null,
                nodes,
                new MeshStatus(30, 0, listed, List.of(), List.of()),
                List.of(),
                null,
                List.of());

        // Then
        MeshModel mesh = MeshModel.of(status);
        assertThat(mesh.state(mesh.nodes().get(5), mesh.nodes().get(0))).isEqualTo(State.UNKNOWN);
        assertThat(mesh.state(mesh.nodes().get(0), mesh.nodes().get(1))).isEqualTo(State.MISSING);
    }

    @Test
    void aReportOfTheEngineIsDrawnAsAStatusIs() {
        // Given two nodes of which one does not answer
        var one = new NodeName("chat", "chat-0.nodes");
        var other = new NodeName("chat", "chat-1.nodes");
        var info = new NodeInfo("27", "chat 1.4.0", new TreeMap<>(), Optional.of(60), true, "inet_tcp", false);
        var views = new TreeMap<NodeName, NodeView>();
        views.put(
                one,
                new NodeView.Reached(
                        info,
                        new TreeSet<>(),
                        new TreeMap<>(Map.of(other, new Fault(Cause.CALL_TIMEOUT))),
                        new TreeSet<>()));
        views.put(other, new NodeView.Unreachable(new Fault(Cause.CONNECT_TIMEOUT)));
        var members =
                List.of(new Member(one, "chat-0", Optional.empty()), new Member(other, "chat-1", Optional.empty()));

        // When
        MeshModel mesh = MeshModel.of(new MeshReport(views), members);

        // Then
        Golden.assertSame("mesh/report.text", MeshNotation.text.draw(mesh));
    }

    @Test
    void aPictureOfALargeMeshLeavesOutWhatIsFine() throws Exception {
        // Given
        List<NodeStatus> nodes = IntStream.range(0, 100)
                .mapToObj(ordinal -> new NodeStatus(
                        "chat-" + ordinal,
                        "chat@" + ordinal,
                        NodeState.Meshed,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null))
                .toList();
        var status = new BeamClusterStatus(
                1L,
                100,
                100,
                null,
                null,
                nodes,
                new MeshStatus(
                        9900, 9899, List.of(new MissingLink("chat@0", "chat@7", "CallTimeout")), List.of(), List.of()),
                List.of(),
                null,
                List.of());

        // When
        String svg = MeshNotation.svg.draw(MeshModel.of(status));

        // Then
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
        assertThat(document.getElementsByTagName("line").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(100);
        assertThat(svg.lines().filter(line -> line.contains("CallTimeout"))).hasSize(1);
    }
}

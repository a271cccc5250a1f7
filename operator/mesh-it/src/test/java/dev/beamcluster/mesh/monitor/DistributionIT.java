package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.github.dockerjava.api.model.Network.Ipam;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.Network;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.testkit.LabNode;
import dev.beamcluster.testkit.MonitoredMesh;
import dev.beamcluster.testkit.TestAuthority;

import static org.assertj.core.api.Assertions.assertThat;

/** Every supported transport under every supported OTP release, and what can go wrong with TLS. */
class DistributionIT {

    private static final List<String> RELEASES = List.of("25", "27", "29");
    private static final int PORT = 9100;
    private static final Duration WHOLE = Duration.ofMinutes(1);

    /** Much longer than a fault takes to be seen (docs/benchmarks.md), and shorter than Erlang takes to notice a cut. */
    private static final Duration SEEN = Duration.ofSeconds(20);

    private static final TestAuthority AUTHORITY = new TestAuthority("mesh");

    private static Network network;

    /** Two machines for each OTP release. */
    private static final Map<String, List<LabNode>> MACHINES = new TreeMap<>();

    private final List<LabNode> running = new ArrayList<>();

    /** A transport. */
    record Way(boolean tls, boolean epmd, boolean byAddress) {

        @Override
        public String toString() {
            return (tls ? "TLS" : "TCP") + (epmd ? "" : ", no epmd") + (byAddress ? ", by address" : ", by DNS name");
        }
    }

    @BeforeAll
    static void startMachines() {
        network = Network.newNetwork();
        for (String release : RELEASES) {
            int first = 2 * MACHINES.size();
            MACHINES.put(
                    release, List.of(LabNode.on(network, first, release), LabNode.on(network, first + 1, release)));
        }
    }

    @AfterAll
    static void endMachines() {
        MACHINES.values().forEach(pair -> pair.forEach(LabNode::close));
        network.close();
    }

    @AfterEach
    void endNodes() {
        running.forEach(node -> {
            node.restore();
            node.kill();
            node.killEpmd();
        });
    }

    @ParameterizedTest(name = "OTP {0}: {1}")
    @MethodSource("releasesAndWays")
    void twoNodesOfOneReleaseBecomeAMesh(String release, Way way) {
        // Given
        var nodes = start(machines(release), way);

        // Then
        try (var monitored = new MonitoredMesh(target(nodes, way))) {
            monitored.becomesWhole(WHOLE);
            assertThat(monitored.now().nodes().values())
                    .allSatisfy(view -> assertThat(view)
                            .isInstanceOfSatisfying(
                                    NodeView.Reached.class,
                                    reached -> assertThat(reached.facts().protocol())
                                            .isEqualTo(way.tls() ? "inet_tls" : "inet_tcp")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void threeReleasesBecomeOneMeshAndACutBetweenTwoIsReported(Way way) {
        // Given
        var nodes = start(
                RELEASES.stream().map(release -> machines(release).getFirst()).toList(), way);
        try (var monitored = new MonitoredMesh(target(nodes, way))) {
            monitored.becomesWhole(WHOLE);

            // When
            nodes.get(0).cut(nodes.get(2));

            // Then
            var report = monitored.eventually(
                    SEEN,
                    seen -> assertThat(seen.missingLinks())
                            .containsOnlyKeys(
                                    new Link(nodes.get(0).name(), nodes.get(2).name()),
                                    new Link(nodes.get(2).name(), nodes.get(0).name())));
            assertThat(report.missingLinks().values()).containsOnly(new Fault(Cause.CALL_TIMEOUT));
        }
    }

    static Stream<Way> ways() {
        var both = List.of(true, false);
        return both.stream()
                .flatMap(tls ->
                        both.stream().flatMap(epmd -> both.stream().map(byAddress -> new Way(tls, epmd, byAddress))));
    }

    static Stream<Arguments> releasesAndWays() {
        return RELEASES.stream().flatMap(release -> ways().map(way -> Arguments.of(release, way)));
    }

    @ParameterizedTest(name = "TLS {0}")
    @ValueSource(booleans = {false, true})
    void nodesSpeakIpv6(boolean tls) {
        // Given
        try (var ipv6 = Network.builder()
                        .enableIpv6(true)
                        .createNetworkCmdModifier(command -> command.withIpam(
                                new Ipam().withConfig(new Ipam.Config().withSubnet("fd00:beac:1::/64"))))
                        .build();
                var first = LabNode.on(ipv6, 0);
                var second = LabNode.on(ipv6, 1)) {
            var nodes = Stream.of(first, second).map(LabNode::byIpv6Address).toList();
            nodes.forEach(node -> {
                node.install(AUTHORITY.issue(List.of(node.name().host())), AUTHORITY);
                node.start(
                        node.name().toString(),
                        LabNode.COOKIE.value(),
                        tls
                                ? node.tlsFlags(", {server_name_indication, disable}")
                                        .replace("inet_tls", "inet6_tls")
                                : "-proto_dist inet6_tcp");
            });

            // Then they are connected, over paths that were tried first
            var protocol = new Protocol(OptionalInt.empty(), true, tls ? Optional.of(tls(false)) : Optional.empty());
            try (var monitored = new MonitoredMesh(target(nodes, protocol))) {
                monitored.becomesWhole(WHOLE);
            }
        }
    }

    private static List<LabNode> machines(String release) {
        return Objects.requireNonNull(MACHINES.get(release), release);
    }

    private List<LabNode> start(List<LabNode> machines, Way way) {
        var nodes = machines.stream()
                .map(machine -> way.byAddress() ? machine.byAddress() : machine)
                .toList();
        nodes.forEach(node -> {
            running.add(node);
            node.install(AUTHORITY.issue(List.of(node.name().host())), AUTHORITY);
            node.start(node.name().toString(), LabNode.COOKIE.value(), flags(node, way));
        });
        return nodes;
    }

    private static String flags(LabNode node, Way way) {
        String tls = way.tls() ? node.tlsFlags(way.byAddress() ? ", {server_name_indication, disable}" : "") : "";
        return tls + (way.epmd() ? "" : " -start_epmd false -erl_epmd_port " + PORT);
    }

    private static MeshTarget target(List<LabNode> nodes, Way way) {
        return target(
                nodes,
                new Protocol(
                        way.epmd() ? OptionalInt.empty() : OptionalInt.of(PORT),
                        false,
                        way.tls() ? Optional.of(tls(!way.byAddress())) : Optional.empty()));
    }

    private static MeshTarget target(List<LabNode> nodes, Protocol protocol) {
        return new MeshTarget(
                LabNode.COOKIE,
                protocol,
                nodes.stream().map(LabNode::member).toList(),
                List.of(),
                MeshTarget.Formation.OPERATOR,
                MeshTarget.Healing.RECONNECT,
                Duration.ofSeconds(1),
                Duration.ofMillis(900));
    }

    private static Protocol.Tls tls(boolean checksHost) {
        return new Protocol.Tls(AUTHORITY.sockets(AUTHORITY.issue(List.of("operator.lab.svc"))), checksHost);
    }
}

package dev.beamcluster.testkit;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.testcontainers.containers.Network;

import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.Protocol;

/**
 * Real Erlang nodes, each on its own machine, in a network with DNS.
 *
 * @param network the network that they share
 * @param nodes the nodes by ordinal
 */
public record Lab(Network network, List<LabNode> nodes) implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofMillis(900);

    /** Starts nodes that do not know each other. */
    public static Lab of(int size) {
        var network = Network.newNetwork();
        var nodes = IntStream.range(0, size)
                .mapToObj(ordinal -> LabNode.on(network, ordinal))
                .toList();
        nodes.forEach(LabNode::start);
        return new Lab(network, nodes);
    }

    public LabNode node(int ordinal) {
        return nodes.get(ordinal);
    }

    /** Returns the target of an operator with default settings. */
    public MeshTarget target() {
        return target(MeshTarget.Formation.OPERATOR, MeshTarget.Healing.RECONNECT);
    }

    public MeshTarget target(MeshTarget.Formation formation, MeshTarget.Healing healing) {
        return target(formation, healing, INTERVAL, TIMEOUT);
    }

    public MeshTarget target(Duration interval, Duration timeout) {
        return target(MeshTarget.Formation.OPERATOR, MeshTarget.Healing.RECONNECT, interval, timeout);
    }

    private MeshTarget target(
            MeshTarget.Formation formation, MeshTarget.Healing healing, Duration interval, Duration timeout) {
        return new MeshTarget(
                LabNode.COOKIE,
                Protocol.standard(),
                nodes.stream().map(LabNode::member).toList(),
                List.of(),
                formation,
                healing,
                interval,
                timeout);
    }

    /** Drops packets between two nodes after their machines have sent them, as a network does. */
    public void cutOnTheWay(int one, int other) {
        node(one).drop(node(other));
        node(other).drop(node(one));
    }

    public void restore() {
        nodes.forEach(LabNode::restore);
    }

    @Override
    public void close() {
        nodes.forEach(LabNode::close);
        network.close();
    }
}

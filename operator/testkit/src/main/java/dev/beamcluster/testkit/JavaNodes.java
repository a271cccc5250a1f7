package dev.beamcluster.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;

/** Several {@link JavaNode}s at loopback addresses, all on the same port, as without epmd. */
public final class JavaNodes implements AutoCloseable {

    private final List<JavaNode> nodes = new ArrayList<>();
    private final CallHandler handler;

    /** How one of the nodes answers. */
    @FunctionalInterface
    public interface CallHandler {
        void called(int ordinal, ReceivedCall call) throws IOException;
    }

    /** Creates nodes that listen. */
    public JavaNodes(int size, CallHandler handler) {
        this.handler = handler;
        for (int ordinal = 0; ordinal < size; ordinal++) {
            nodes.add(listening(ordinal, ordinal + 1, ordinal == 0 ? 0 : port()));
        }
    }

    private JavaNode listening(int ordinal, int address, int port) {
        try {
            var socket = new ServerSocket(port, 50, InetAddress.getByName("127.0.0." + address));
            return new JavaNode(name(ordinal), socket, call -> handler.called(ordinal, call));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a pod by another of the same name and a different address. */
    public void replace(int ordinal) {
        close(nodes.set(ordinal, listening(ordinal, ordinal + 101, port())));
    }

    public static NodeName name(int ordinal) {
        return new NodeName("java", "n%02d.mesh.test".formatted(ordinal));
    }

    public JavaNode node(int ordinal) {
        return nodes.get(ordinal);
    }

    private int port() {
        return nodes.getFirst().protocol().port().orElseThrow();
    }

    public MeshTarget target(
            MeshTarget.Formation formation, MeshTarget.Healing healing, Duration interval, Duration timeout) {
        return new MeshTarget(
                LabNode.COOKIE,
                nodes.getFirst().protocol(),
                nodes.stream().map(JavaNode::member).toList(),
                List.of(),
                formation,
                healing,
                interval,
                timeout);
    }

    @Override
    public void close() {
        nodes.forEach(JavaNodes::close);
    }

    private static void close(JavaNode node) {
        try {
            node.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.beamcluster.mesh.erlang;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Opens TCP connections to the pods of nodes: directly, or by whatever way leads to them. */
@FunctionalInterface
public interface Dialer {

    /** Connects to the pod's own address. */
    Dialer DIRECT = (address, port, timeout) -> {
        var socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getByName(address), port), Math.toIntExact(timeout.toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    };

    /**
     * Opens a connection.
     *
     * @param address the pod's IP address
     * @param port the port in the pod
     * @param timeout how long to wait for the connection
     * @throws IOException if there is none in time; a {@link java.net.ConnectException} that says so if it is refused
     */
    Socket open(String address, int port, Duration timeout) throws IOException;
}

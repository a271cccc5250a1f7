package dev.beamcluster.testkit.simulated;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

import com.ericsson.otp.erlang.OtpTransport;

/** A socket that sends a message as one packet, as a real node does. Its close sends a TCP reset. */
final class BufferedTransport implements OtpTransport {

    /** Most messages are shorter. */
    private static final int LENGTH = 512;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    BufferedTransport(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), LENGTH);
        this.out = new BufferedOutputStream(socket.getOutputStream(), LENGTH);
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public void close() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}

package dev.beamcluster.mesh.erlang;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import com.ericsson.otp.erlang.OtpTransport;

/**
 * Answers as epmd would, for a node whose port is known without epmd. JInterface always asks epmd before it connects,
 * over our transport, so this class provides the answer and nothing is sent (Erlang/OTP, Distribution Protocol,
 * PORT_PLEASE2_REQ).
 */
final class StaticEpmdTransport implements OtpTransport {

    private static final int PORT2_RESP = 119;
    private static final int NODE_OF_ERLANG = 77;
    private static final int HIGHEST_VERSION = 6;
    private static final int LOWEST_VERSION = 5;

    private final InputStream answer;

    StaticEpmdTransport(String name, int port) {
        this.answer = new ByteArrayInputStream(bytes(name.getBytes(StandardCharsets.UTF_8), port));
    }

    private static byte[] bytes(byte[] name, int port) {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        try {
            out.writeByte(PORT2_RESP);
            out.writeByte(0);
            out.writeShort(port);
            out.writeByte(NODE_OF_ERLANG);
            out.writeByte(0);
            out.writeShort(HIGHEST_VERSION);
            out.writeShort(LOWEST_VERSION);
            out.writeShort(name.length);
            out.write(name);
            out.writeShort(0);
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public InputStream getInputStream() {
        return answer;
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public void close() {}
}

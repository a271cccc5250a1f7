package dev.beamcluster.mesh.erlang;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Converts the distribution handshake over TLS to the form that JInterface knows from TCP. The length before each
 * message has two bytes over TCP and four over TLS (Erlang/OTP, {@code inet_tls_dist}, {@code {packet, 4}}).
 */
final class TlsHandshakeFrames {

    private static final int SHORT = 2;
    private static final int MAX_LENGTH = 0xffff;

    private TlsHandshakeFrames() {}

    /** Converts incoming four-byte lengths to two bytes. */
    static InputStream in(InputStream from) {
        return new In(new DataInputStream(from));
    }

    /** Converts outgoing two-byte lengths to four bytes. */
    static OutputStream out(OutputStream to) {
        return new Out(new DataOutputStream(to));
    }

    private static final class In extends MessageInputStream {

        private final DataInputStream from;

        In(DataInputStream from) {
            this.from = from;
        }

        @Override
        byte[] next() throws IOException {
            int length = from.readInt();
            if (length < 0 || length > MAX_LENGTH) {
                throw new IOException("a message of the handshake of " + Integer.toUnsignedString(length) + " bytes");
            }
            byte[] message = new byte[SHORT + length];
            message[0] = (byte) (length >>> 8);
            message[1] = (byte) length;
            from.readFully(message, SHORT, length);
            return message;
        }
    }

    private static final class Out extends OutputStream {

        private final DataOutputStream to;
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        Out(DataOutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int value) throws IOException {
            message.write(value);
            send();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                write(bytes[i]);
            }
        }

        /** Sends the message if it is complete. */
        private void send() throws IOException {
            if (message.size() < SHORT) {
                return;
            }
            byte[] bytes = message.toByteArray();
            int length = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
            if (bytes.length == SHORT + length) {
                to.writeInt(length);
                to.write(bytes, SHORT, length);
                to.flush();
                message.reset();
            }
        }
    }
}

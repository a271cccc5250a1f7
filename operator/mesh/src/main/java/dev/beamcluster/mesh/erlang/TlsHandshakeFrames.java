package dev.beamcluster.mesh.erlang;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The handshake of the distribution over TLS, as JInterface knows it from TCP: there the length before each message has two bytes,
 * over TLS it has four (Erlang/OTP, {@code inet_tls_dist}, {@code {packet, 4}}).
 */
final class TlsHandshakeFrames {

    private static final int SHORT = 2;
    private static final int LONGEST = 0xffff;

    private TlsHandshakeFrames() {}

    /** What comes with lengths of four bytes is read with lengths of two. */
    static InputStream in(InputStream from) {
        return new In(new DataInputStream(from));
    }

    /** What is written with lengths of two bytes goes with lengths of four. */
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
            if (length < 0 || length > LONGEST) {
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

        /** A message goes when it is complete. */
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

package dev.beamcluster.operator.mesh.jinterface;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
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

    private static final class In extends InputStream {

        private final DataInputStream from;
        private byte[] message = {};
        private int position;

        In(DataInputStream from) {
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            if (position == message.length && !fill()) {
                return -1;
            }
            return message[position++] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (position == message.length && !fill()) {
                return -1;
            }
            int count = Math.min(length, message.length - position);
            System.arraycopy(message, position, bytes, offset, count);
            position += count;
            return count;
        }

        private boolean fill() throws IOException {
            int length;
            try {
                length = from.readInt();
            } catch (EOFException e) {
                return false;
            }
            if (length < 0 || length > LONGEST) {
                throw new IOException("a message of the handshake of " + Integer.toUnsignedString(length) + " bytes");
            }
            byte[] next = new byte[SHORT + length];
            next[0] = (byte) (length >>> 8);
            next[1] = (byte) length;
            from.readFully(next, SHORT, length);
            message = next;
            position = 0;
            return true;
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

package dev.beamcluster.mesh.erlang;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * What a node sends after the handshake, frame by frame. Rejects a frame larger than {@link #MAX_LENGTH}, and a frame
 * with a term that claims to be larger than it is ({@link TermValidator}).
 *
 * <p>JInterface trusts a frame's length and allocates that much before it reads anything, so a hostile node could
 * crash this process and with it the monitoring of every other mesh. A frame is a four-byte length and that many
 * bytes; length zero is a tick (Erlang/OTP, Distribution Protocol). No answer to the operator is larger than some ten
 * kilobytes.
 */
final class BoundedFrameInputStream extends MessageInputStream {

    /** 256 KiB: more than the longest possible names of a thousand nodes. */
    static final int MAX_LENGTH = 1 << 18;

    /** The first byte of a frame with terms: a control message, and possibly a message. */
    private static final int PASS_THROUGH = 112;

    private static final int HEADER = 4;

    private final DataInputStream in;

    BoundedFrameInputStream(InputStream in) {
        this.in = new DataInputStream(in);
    }

    @Override
    byte[] next() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_LENGTH) {
            throw new IOException("a frame of " + Integer.toUnsignedString(length) + " bytes, more than " + MAX_LENGTH);
        }
        byte[] next = new byte[HEADER + length];
        for (int i = 0; i < HEADER; i++) {
            next[i] = (byte) (length >>> (8 * (HEADER - 1 - i)));
        }
        in.readFully(next, HEADER, length);
        if (length > 0 && next[HEADER] == PASS_THROUGH) {
            TermValidator.check(ByteBuffer.wrap(next, HEADER + 1, length - 1));
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package dev.beamcluster.mesh.erlang;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * What a node sends after the handshake, frame by frame, none larger than {@link #LARGEST}, none with a term in it that claims to be
 * more than it is ({@link TermValidator}).
 *
 * <p>JInterface trusts the length in a frame, and allocates it before it has read anything: a hostile node would
 * end this process, and with it the view of every other mesh. A frame is a length of four bytes and so many bytes; zero is a tick
 * (Erlang/OTP, Distribution Protocol). Nothing that the operator asks is answered in more than some ten kilobytes.
 */
final class BoundedFrameInputStream extends MessageInputStream {

    /** A quarter of a mebibyte: the names of a thousand nodes are shorter, however long each is. */
    static final int LARGEST = 1 << 18;

    /** With which a frame begins that has terms in it: what is asked of the receiver, and a message. */
    private static final int PASS_THROUGH = 112;

    private static final int HEADER = 4;

    private final DataInputStream in;

    BoundedFrameInputStream(InputStream in) {
        this.in = new DataInputStream(in);
    }

    @Override
    byte[] next() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST) {
            throw new IOException("a frame of " + Integer.toUnsignedString(length) + " bytes, more than " + LARGEST);
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

package dev.beamcluster.operator.mesh.jinterface;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a node sends after the handshake, frame by frame, none larger than {@link #LARGEST}, none with a compressed term in it.
 *
 * <p>JInterface believes the length that a frame and a compressed term say of themselves, and allocates it before it has read
 * anything: a hostile node would end this process, and with it the view of every other mesh. A frame is a length of four bytes
 * and so many bytes; zero is a tick (Erlang/OTP, Distribution Protocol). Nothing that the operator asks is answered in more
 * than some ten kilobytes, and a node compresses only what was asked to be.
 */
final class Frames extends Messages {

    /** One mebibyte: the names of ten thousand nodes are shorter. */
    static final int LARGEST = 1 << 20;

    /** The tags with which a compressed term begins (Erlang/OTP, External Term Format). */
    private static final byte VERSION = (byte) 131;

    private static final byte COMPRESSED = 80;
    private static final int HEADER = 4;

    private final DataInputStream in;

    Frames(InputStream in) {
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
        for (int i = HEADER; i < next.length - 1; i++) {
            if (next[i] == VERSION && next[i + 1] == COMPRESSED) {
                throw new IOException("a compressed term");
            }
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

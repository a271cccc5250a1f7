package dev.beamcluster.mesh.erlang;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A stream of whole messages, each read and checked before any of it is passed on. */
abstract class MessageInputStream extends InputStream {

    private byte[] message = {};
    private int position;

    /**
     * Reads the next message, in the form in which it is passed on.
     *
     * @throws EOFException at the end of the stream, and if it ends within a message
     */
    abstract byte[] next() throws IOException;

    @Override
    public final int read() throws IOException {
        return fill() ? message[position++] & 0xff : -1;
    }

    @Override
    public final int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, message.length - position);
        System.arraycopy(message, position, bytes, offset, count);
        position += count;
        return count;
    }

    /** Ensures that a byte is available; false at the end of the stream. */
    private boolean fill() throws IOException {
        if (position < message.length) {
            return true;
        }
        try {
            message = next();
            position = 0;
            return true;
        } catch (EOFException e) {
            return false;
        }
    }
}

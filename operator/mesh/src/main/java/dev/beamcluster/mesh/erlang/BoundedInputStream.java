package dev.beamcluster.mesh.erlang;

import java.io.IOException;
import java.io.InputStream;

/** A stream that fails when it exceeds a limit. */
final class BoundedInputStream extends InputStream {

    private final InputStream in;
    private int left;

    /** Limits another stream to this many bytes. */
    BoundedInputStream(InputStream in, int atMost) {
        this.in = in;
        this.left = atMost;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new IOException("the answer is longer than it may be");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

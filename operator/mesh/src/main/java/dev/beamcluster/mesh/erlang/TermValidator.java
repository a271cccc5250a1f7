package dev.beamcluster.mesh.erlang;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Walks through terms in the External Term Format without decoding them. Rejects terms that would cost the reader
 * more than their size: a length or an arity beyond the remaining bytes, a term nested too deep, a compressed term,
 * an unknown tag.
 *
 * <p>JInterface allocates what a term claims before it reads it, anywhere in a message: nine bytes are enough to
 * crash this process. The tags are those of Erlang/OTP, External Term Format.
 */
final class TermValidator {

    /** Answers to the operator are nested three levels deep; a drain function may return more. */
    static final int MAX_DEPTH = 100;

    private static final int VERSION = 131;
    private static final int COMPRESSED = 80;

    private final ByteBuffer bytes;

    /** How many terms are still to come at each depth. */
    private final long[] left = new long[MAX_DEPTH + 1];

    private int depth;

    private TermValidator(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * Checks all terms.
     *
     * @param bytes consecutive terms, each with or without a version byte before it
     * @throws IOException if a term is rejected
     */
    static void check(ByteBuffer bytes) throws IOException {
        try {
            var validator = new TermValidator(bytes);
            while (bytes.hasRemaining()) {
                validator.one();
            }
        } catch (BufferUnderflowException e) {
            throw new IOException("a term that is longer than its message", e);
        }
    }

    private void one() throws IOException {
        depth = 0;
        left[0] = 1;
        while (depth >= 0) {
            if (left[depth] == 0) {
                depth--;
            } else {
                left[depth]--;
                term();
            }
        }
    }

    private void term() throws IOException {
        int tag = tag();
        switch (tag) {
            case 97 -> skip(1); // small integer
            case 98 -> skip(4); // integer
            case 70 -> skip(8); // float
            case 99 -> skip(31); // float, as text
            case 106 -> skip(0); // nil
            case 109 -> skip(u32()); // binary
            case 77 -> skip(1 + u32()); // bit string
            case 107 -> skip(u16()); // string
            case 110 -> skip(1 + u8()); // small big integer
            case 111 -> skip(1 + u32()); // big integer
            case 104 -> nested(u8()); // small tuple
            case 105 -> nested(u32()); // tuple
            case 108 -> nested(u32() + 1); // list, with its tail
            case 116 -> nested(2 * u32()); // map
            case 113 -> nested(3); // fun M:F/A
            case 112 -> function();
            default -> identifierOrAtom(tag);
        }
    }

    private void identifierOrAtom(int tag) throws IOException {
        switch (tag) {
            case 88 -> atomAnd(12); // pid
            case 103 -> atomAnd(9); // pid, old
            case 89 -> atomAnd(8); // port
            case 102 -> atomAnd(5); // port, old
            case 120 -> atomAnd(12); // port, 64 bits
            case 101 -> atomAnd(5); // reference, old
            case 90 -> reference(4); // reference
            case 114 -> reference(1); // reference, with a small creation
            default -> skipAtom(tag);
        }
    }

    private int tag() throws IOException {
        int tag = u8();
        tag = tag == VERSION ? u8() : tag;
        if (tag == COMPRESSED) {
            throw new IOException("a compressed term");
        }
        return tag;
    }

    private void nested(long terms) throws IOException {
        if (terms > bytes.remaining()) {
            throw new IOException("a term of " + terms + " terms in " + bytes.remaining() + " bytes");
        }
        if (depth == MAX_DEPTH) {
            throw new IOException("a term nested more than " + MAX_DEPTH + " deep");
        }
        depth++;
        left[depth] = terms;
    }

    private void atomAnd(int more) throws IOException {
        skipAtom(tag());
        skip(more);
    }

    private void reference(int creation) throws IOException {
        int words = Math.toIntExact(u16());
        skipAtom(tag());
        skip(creation + 4L * words);
    }

    /** Size, arity, hash of the code and index; then the module and the free variables. */
    private void function() throws IOException {
        skip(4 + 1 + 16 + 4);
        nested(4 + u32());
    }

    private void skipAtom(int tag) throws IOException {
        switch (tag) {
            case 100, 118 -> skip(u16());
            case 115, 119 -> skip(u8());
            default -> throw new IOException("an unknown tag, " + tag);
        }
    }

    private void skip(long count) throws IOException {
        if (count > bytes.remaining()) {
            throw new IOException("a term of " + count + " bytes in " + bytes.remaining());
        }
        bytes.position(bytes.position() + (int) count);
    }

    private int u8() {
        return bytes.get() & 0xff;
    }

    private long u16() {
        return bytes.getShort() & 0xffffL;
    }

    private long u32() {
        return bytes.getInt() & 0xffffffffL;
    }
}

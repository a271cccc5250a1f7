package dev.beamcluster.mesh.erlang;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.ericsson.otp.erlang.OtpErlangBinary;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangTuple;

import dev.beamcluster.mesh.LinkCounters;
import dev.beamcluster.mesh.TcpOptions;

/**
 * The TCP options of a link's socket as terms: {@code {raw, Protocol, Option, Value}} (kernel, inet). Values are in the
 * byte order of the node's machine.
 *
 * <p>{@code inet:setopts} answers {@code ok} for an option that the kernel rejects, and {@code inet:getopts} leaves out
 * one that it does not know (both tried with OTP 27). So an option is read back after it has been set.
 */
final class RawTcpOptions {

    private static final int TCP = 6;
    private static final int TCP_INFO = 11;
    private static final int TCP_USER_TIMEOUT = 18;
    private static final int TCP_RTO_MAX_MS = 44;

    /** The offsets of {@code tcpi_probes} and {@code tcpi_segs_in} in {@code struct tcp_info}, and the latter's end. */
    private static final int PROBES = 3;

    private static final int SEGMENTS_IN = 140;
    private static final int SEGMENTS_IN_END = 144;

    /** The range of {@code TCP_RTO_MAX_MS} (Linux, tcp_rto_max_ms in ip-sysctl). */
    private static final int MIN_RTO_MAX_MS = 1_000;

    private static final int MAX_RTO_MAX_MS = 120_000;

    private RawTcpOptions() {}

    /** Requests the counters. */
    static OtpErlangList counters() {
        return Terms.list(request(TCP_INFO, SEGMENTS_IN_END));
    }

    /** Requests the options. */
    static OtpErlangList options() {
        return Terms.list(request(TCP_USER_TIMEOUT, Integer.BYTES), request(TCP_RTO_MAX_MS, Integer.BYTES));
    }

    static OtpErlangList userTimeout(Duration timeout, boolean bigEndian) {
        return Terms.list(setting(TCP_USER_TIMEOUT, timeout, bigEndian));
    }

    static OtpErlangList longestWait(Duration wait, boolean bigEndian) {
        return Terms.list(setting(TCP_RTO_MAX_MS, wait, bigEndian));
    }

    private static OtpErlangTuple request(int option, int bytes) {
        return Terms.tuple(Terms.atom("raw"), Terms.number(TCP), Terms.number(option), Terms.number(bytes));
    }

    private static OtpErlangTuple setting(int option, Duration value, boolean bigEndian) {
        var bytes = ByteBuffer.allocate(Integer.BYTES)
                .order(order(bigEndian))
                .putInt(Math.toIntExact(value.toMillis()))
                .array();
        return Terms.tuple(Terms.atom("raw"), Terms.number(TCP), Terms.number(option), new OtpErlangBinary(bytes));
    }

    private static ByteOrder order(boolean bigEndian) {
        return bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** Reads the counters; empty if the answer is something else, or shorter. */
    static Optional<LinkCounters> readCounters(OtpErlangObject answer) {
        return values(answer)
                .filter(values -> values.size() == 1 && values.getFirst().capacity() >= SEGMENTS_IN_END)
                .map(List::getFirst)
                .map(info -> new LinkCounters(info.getInt(SEGMENTS_IN), Byte.toUnsignedInt(info.get(PROBES))));
    }

    /**
     * Reads the options; the inner value is empty if the kernel does not know one of them, the outer one if the answer
     * is something else.
     */
    static Optional<Optional<TcpOptions>> readOptions(OtpErlangObject answer) {
        return values(answer).flatMap(RawTcpOptions::options);
    }

    private static Optional<Optional<TcpOptions>> options(List<ByteBuffer> values) {
        if (values.size() < 2) {
            return Optional.of(Optional.empty());
        }
        boolean areComplete = values.stream().allMatch(value -> value.capacity() == Integer.BYTES);
        Optional<TcpOptions> read = areComplete ? options(values.getFirst(), values.getLast()) : Optional.empty();
        return read.isPresent() ? Optional.of(read) : Optional.empty();
    }

    /** Only one byte order puts the longest wait into its range. */
    private static Optional<TcpOptions> options(ByteBuffer userTimeout, ByteBuffer longestWait) {
        for (boolean bigEndian : List.of(false, true)) {
            int wait = longestWait.order(order(bigEndian)).getInt(0);
            int timeout = userTimeout.order(order(bigEndian)).getInt(0);
            if (wait >= MIN_RTO_MAX_MS && wait <= MAX_RTO_MAX_MS && timeout >= 0) {
                return Optional.of(new TcpOptions(Duration.ofMillis(timeout), Duration.ofMillis(wait), bigEndian));
            }
        }
        return Optional.empty();
    }

    /** The values of the options in the answer of {@code inet:getopts}. */
    private static Optional<List<ByteBuffer>> values(OtpErlangObject answer) {
        if (!(Terms.isPair(answer, "ok") && Terms.second(answer) instanceof OtpErlangList options)
                || !options.isProper()) {
            return Optional.empty();
        }
        var values = new ArrayList<ByteBuffer>();
        for (OtpErlangObject option : options) {
            if (!(option instanceof OtpErlangTuple raw
                    && raw.arity() == 4
                    && raw.elementAt(3) instanceof OtpErlangBinary bytes)) {
                return Optional.empty();
            }
            values.add(ByteBuffer.wrap(bytes.binaryValue()));
        }
        return Optional.of(values);
    }
}

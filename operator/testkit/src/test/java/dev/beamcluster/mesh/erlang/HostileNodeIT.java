package dev.beamcluster.mesh.erlang;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangBinary;
import com.ericsson.otp.erlang.OtpErlangException;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangLong;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangTuple;
import com.ericsson.otp.erlang.OtpOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.testkit.JavaNode;
import dev.beamcluster.testkit.JavaNode.Call;
import dev.beamcluster.testkit.JavaNodes;
import dev.beamcluster.testkit.MonitoredMesh;
import dev.beamcluster.testkit.Terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One node of three gives an answer that is none, to each question of a round in turn: it harms itself at most. */
class HostileNodeIT {

    private static final int SIZE = 3;
    private static final int HOSTILE = 2;
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    /** What the operator may have more to remember after hundreds of hostile answers than before. */
    private static final long BOUND = 32L << 20;

    /** A question that a round asks, by the function that is called and its first argument. */
    enum Question {
        NODES("erlang:nodes", "connected"),
        MULTICALL("erpc:multicall", ""),
        OTP_RELEASE("erlang:system_info", "otp_release"),
        SCRIPT_ID("init:script_id", ""),
        WHICH_APPLICATIONS("application:which_applications", ""),
        NET_TICKTIME("net_kernel:get_net_ticktime", ""),
        GET_ENV("application:get_env", "kernel"),
        CREATION("erlang:system_info", "creation");

        private final String function;
        private final String subject;

        Question(String function, String subject) {
            this.function = function;
            this.subject = subject;
        }

        boolean isAskedBy(Call call) {
            return call.function().equals(function) && call.subject().equals(subject);
        }
    }

    /**
     * An answer that is none.
     *
     * @param told what the operator may say of a node that answers so, where it does not do without the answer
     */
    record Shape(String name, Set<Cause> told, JavaNode.Conduct answer) {

        /** A term, and not the one that was asked for. */
        static Shape of(String name, OtpErlangObject term) {
            return new Shape(name, Set.of(Cause.PROTOCOL_ERROR), call -> call.answer(term));
        }

        /** Bytes in a term's place. */
        static Shape of(String name, Cause told, int... bytes) {
            var answer = ByteBuffer.allocate(bytes.length);
            IntStream.of(bytes).forEach(each -> answer.put((byte) each));
            return new Shape(name, Set.of(told), call -> call.write(frame(call, answer.array())));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Shape> LARGE = List.of(
            Shape.of("as many atoms as a frame holds", atoms()),
            Shape.of(
                    "as many bytes as a frame holds",
                    new OtpErlangBinary(new byte[BoundedFrameInputStream.LARGEST - 1000])),
            Shape.of("a long text", Terms.text("x".repeat(60_000))),
            Shape.of(
                    "lists in lists, too deep",
                    Cause.REFUSED,
                    IntStream.range(0, 250_000)
                            .map(i -> i % 5 == 0 ? 108 : i % 5 == 4 ? 1 : 0)
                            .toArray()),
            new Shape(
                    "ten million bytes",
                    Set.of(Cause.REFUSED),
                    call -> call.write(
                            ByteBuffer.allocate(10_000_004).putInt(10_000_000).array())));

    private static final List<Shape> SMALL = List.of(
            Shape.of("an atom", Terms.atom("ok")),
            Shape.of("the longest atom", Terms.atom("ö".repeat(255))),
            Shape.of("an improper list", improper()),
            Shape.of("badrpc", tuple(Terms.atom("badrpc"), Terms.atom("nodedown"))),
            Shape.of("a list of lists", Terms.list(Terms.list(Terms.number(1)), Terms.list())),
            Shape.of("a negative number", Terms.number(Long.MIN_VALUE)),
            Shape.of("a number of four thousand bits", new OtpErlangLong(BigInteger.ONE.shiftLeft(4000))),
            // JInterface shortens it.
            Shape.of(
                    "an atom of 65,535 bytes",
                    Cause.PROTOCOL_ERROR,
                    IntStream.concat(
                                    IntStream.of(118, 255, 255),
                                    IntStream.generate(() -> 'x').limit(65_535))
                            .toArray()),
            Shape.of("a tuple that ends too early", Cause.REFUSED, 104, 2, 97),
            Shape.of("an unknown tag", Cause.REFUSED, 250, 0),
            Shape.of("a compressed term", Cause.REFUSED, 80, 127, 127, 127, 127),
            Shape.of("a binary that claims a gibibyte", Cause.REFUSED, 109, 64, 0, 0, 0),
            // The answers to other questions may fill it.
            new Shape(
                    "a frame that does not end",
                    Set.of(Cause.CALL_TIMEOUT, Cause.REFUSED),
                    call -> call.write(new byte[] {0, 0, 1, 0, 112})),
            new Shape(
                    "an answer to another call",
                    Set.of(Cause.CALL_TIMEOUT),
                    call -> call.answer(tuple(Terms.number(1), Terms.number(1)), Terms.list())),
            new Shape("no answer", Set.of(Cause.CALL_TIMEOUT), _ -> {}));

    private volatile JavaNode.Conduct hostile = call -> answer(HOSTILE, call);
    private final JavaNodes nodes = new JavaNodes(SIZE, (ordinal, call) -> {
        if (ordinal == HOSTILE) {
            hostile.called(call);
        } else {
            answer(ordinal, call);
        }
    });

    @AfterEach
    void endNodes() {
        nodes.close();
    }

    static Stream<Arguments> questionsAndShapes() {
        return Arrays.stream(Question.values())
                .flatMap(question ->
                        Stream.of(SMALL, LARGE).flatMap(List::stream).map(shape -> Arguments.of(question, shape)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("questionsAndShapes")
    void anAnswerThatIsNoneHarmsNobodyElse(Question question, Shape shape) {
        // Given
        hostile = call -> {
            if (question.isAskedBy(call)) {
                shape.answer().called(call);
            } else {
                answer(HOSTILE, call);
            }
        };

        // When
        try (var monitored = new MonitoredMesh(target(Duration.ofMillis(20)))) {
            monitored.sees(1, AT_MOST);

            // Then
            var report = monitored.eventually(AT_MOST, HostileNodeIT::theOthersAreFine);
            assertHarmless(Objects.requireNonNull(report.nodes().get(JavaNodes.name(HOSTILE))), shape);
        }
    }

    private static void assertHarmless(NodeView view, Shape shape) {
        switch (view) {
            // When it is connected to anew, the end of the broken connection may fall into the handshake.
            case NodeView.Unreachable(Fault fault) ->
                assertThat(shape.told().contains(fault.cause()) || fault.cause() == Cause.PROTOCOL_ERROR)
                        .as("%s", fault)
                        .isTrue();
            case NodeView.Reached reached -> {
                assertThat(shape.told()).containsExactly(Cause.PROTOCOL_ERROR);
                assertThat(reached.facts().release()).isIn("unknown", "chat 1.4.0");
                assertThat(reached.facts().netTickSeconds().orElse(60)).isEqualTo(60);
                assertThat(reached.facts().applications()).hasSizeLessThan(2);
            }
        }
    }

    @Test
    void hundredsOfLargeAnswersLeaveNothingBehind() {
        // Given
        try (var monitored = new MonitoredMesh(target(Duration.ofMillis(1)))) {
            monitored.sees(2, AT_MOST);
            long before = usedHeap();

            // When
            var calls = nodes.node(HOSTILE).calls();
            int asked = calls.size();
            hostile = call -> LARGE.get(calls.size() % LARGE.size()).answer().called(call);
            await().atMost(Duration.ofMinutes(3)).until(() -> calls.size() > asked + 400);

            // Then
            var _ = monitored.eventually(AT_MOST, HostileNodeIT::theOthersAreFine);
            await().atMost(AT_MOST)
                    .untilAsserted(() ->
                            assertThat(usedHeap() - before).as("bytes more").isLessThan(BOUND));
        }
    }

    /** The two that mean well answer, and reach each other. */
    private static void theOthersAreFine(MeshReport report) {
        for (int ordinal = 0; ordinal < HOSTILE; ordinal++) {
            int other = 1 - ordinal;
            assertThat(report.nodes().get(JavaNodes.name(ordinal)))
                    .isInstanceOfSatisfying(NodeView.Reached.class, reached -> {
                        assertThat(reached.facts().release()).isEqualTo("chat 1.4.0");
                        assertThat(reached.answering()).contains(JavaNodes.name(other));
                        assertThat(reached.faults().keySet()).isSubsetOf(JavaNodes.name(HOSTILE));
                        assertThat(reached.unexpectedNodes()).isEmpty();
                    });
        }
    }

    /** As a node of this mesh that is connected to all others. */
    private static void answer(int ordinal, Call call) throws IOException {
        switch (call.function()) {
            case "erlang:nodes" ->
                call.answer(Terms.list(IntStream.range(0, SIZE)
                        .filter(other -> other != ordinal)
                        .mapToObj(JavaNodes::name)
                        .toList()));
            case "erpc:multicall" ->
                call.answer(answersOf((OtpErlangList) call.arguments().elementAt(0)));
            default -> call.answerOfItself();
        }
    }

    private static OtpErlangObject answersOf(OtpErlangList peers) {
        return Terms.list(Stream.of(peers.elements())
                .map(peer -> tuple(Terms.atom("ok"), peer))
                .toArray(OtpErlangObject[]::new));
    }

    /** A message to the one who called, with the tag of its call and something as an answer. */
    private static byte[] frame(Call call, byte[] answer) {
        byte[] control = new OtpOutputStream(tuple(Terms.number(2), Terms.atom(""), call.from())).toByteArray();
        byte[] tag = new OtpOutputStream(call.tag()).toByteArray();
        int length = 1 + 1 + control.length + 1 + 2 + tag.length + answer.length;
        return ByteBuffer.allocate(4 + length)
                .putInt(length)
                .put((byte) 112)
                .put((byte) 131)
                .put(control)
                .put((byte) 131)
                .put((byte) 104)
                .put((byte) 2)
                .put(tag)
                .put(answer)
                .array();
    }

    private static OtpErlangObject atoms() {
        return Terms.list(IntStream.range(0, 20_000)
                .mapToObj(number -> new OtpErlangAtom("a" + number))
                .toArray(OtpErlangObject[]::new));
    }

    private static OtpErlangObject improper() {
        try {
            return new OtpErlangList(new OtpErlangObject[] {Terms.atom("a")}, Terms.atom("b"));
        } catch (OtpErlangException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OtpErlangTuple tuple(OtpErlangObject... elements) {
        return new OtpErlangTuple(elements);
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private MeshTarget target(Duration interval) {
        return nodes.target(
                MeshTarget.Formation.APPLICATION, MeshTarget.Healing.NONE, interval, Duration.ofMillis(500));
    }
}

package dev.beamcluster.mesh.erlang;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangObject;
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
import dev.beamcluster.testkit.JavaNodes;
import dev.beamcluster.testkit.MonitoredMesh;
import dev.beamcluster.testkit.ReceivedCall;
import dev.beamcluster.testkit.Terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One of three nodes gives an invalid answer to each question of a round in turn. At most, it harms itself. */
class HostileNodeIT {

    private static final int SIZE = 3;
    private static final int HOSTILE = 2;
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(500);

    /** How much more memory the operator may use after hundreds of hostile answers than before. */
    private static final long BOUND = 32L << 20;

    /** A question that a round asks, identified by the called function and its first argument. */
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

        boolean isAskedBy(ReceivedCall call) {
            return call.function().equals(function) && call.subject().equals(subject);
        }
    }

    private volatile JavaNode.CallHandler hostile = call -> answer(HOSTILE, call);
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

    static Stream<Arguments> questionsAndAnswers() {
        return Arrays.stream(Question.values())
                .flatMap(question -> Stream.of(HostileAnswer.SMALL, HostileAnswer.LARGE)
                        .flatMap(List::stream)
                        .map(answer -> Arguments.of(question, answer)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("questionsAndAnswers")
    void anInvalidAnswerAffectsNoOtherNode(Question question, HostileAnswer answer) {
        // Given
        hostile = call -> {
            if (question.isAskedBy(call)) {
                answer.answer().called(call);
            } else {
                answer(HOSTILE, call);
            }
        };

        // When
        try (var monitored = new MonitoredMesh(target(Duration.ofMillis(20), timeout(answer)))) {
            monitored.awaitRounds(1, AT_MOST);

            // Then
            var report = monitored.eventually(AT_MOST, HostileNodeIT::theOthersAreFine);
            assertHarmless(Objects.requireNonNull(report.nodes().get(JavaNodes.name(HOSTILE))), answer);
        }
    }

    private static void assertHarmless(NodeView view, HostileAnswer answer) {
        switch (view) {
            // When reconnecting, the end of the broken connection may fall into the handshake.
            case NodeView.Unreachable(Fault fault) ->
                assertThat(answer.allowed().contains(fault.cause()) || fault.cause() == Cause.PROTOCOL_ERROR)
                        .as("%s", fault)
                        .isTrue();
            case NodeView.Reached reached -> {
                assertThat(answer.allowed()).containsExactly(Cause.PROTOCOL_ERROR);
                assertThat(reached.facts().release()).isIn("unknown", "chat 1.4.0");
                assertThat(reached.facts().netTickSeconds().orElse(60)).isEqualTo(60);
                assertThat(reached.facts().applications()).hasSizeLessThan(2);
            }
        }
    }

    @Test
    void hundredsOfLargeAnswersLeakNoMemory() {
        // Given
        try (var monitored = new MonitoredMesh(target(Duration.ofMillis(1), SHORT))) {
            monitored.awaitRounds(2, AT_MOST);
            long before = usedHeap();

            // When
            var calls = nodes.node(HOSTILE).calls();
            int asked = calls.size();
            hostile = call -> HostileAnswer.LARGE
                    .get(calls.size() % HostileAnswer.LARGE.size())
                    .answer()
                    .called(call);
            await().atMost(Duration.ofMinutes(3)).until(() -> calls.size() > asked + 400);

            // Then
            var _ = monitored.eventually(AT_MOST, HostileNodeIT::theOthersAreFine);
            await().atMost(AT_MOST)
                    .untilAsserted(() ->
                            assertThat(usedHeap() - before).as("bytes more").isLessThan(BOUND));
        }
    }

    /** The two healthy nodes answer, and reach each other. */
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

    /** Answers as a node of this mesh that is connected to all others. */
    private static void answer(int ordinal, ReceivedCall call) throws IOException {
        switch (call.function()) {
            case "erlang:nodes" ->
                call.answer(Terms.list(IntStream.range(0, SIZE)
                        .filter(other -> other != ordinal)
                        .mapToObj(JavaNodes::name)
                        .toList()));
            case "erpc:multicall" ->
                call.answer(answersOf((OtpErlangList) call.arguments().elementAt(0)));
            default -> call.answerAboutItself();
        }
    }

    private static OtpErlangObject answersOf(OtpErlangList peers) {
        return Terms.list(Stream.of(peers.elements())
                .map(peer -> Terms.tuple(Terms.atom("ok"), peer))
                .toArray(OtpErlangObject[]::new));
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** An answer that comes must not be late, however busy the machine is; one that never comes need not be awaited. */
    private static Duration timeout(HostileAnswer answer) {
        return answer.allowed().contains(Cause.CALL_TIMEOUT) ? SHORT : Duration.ofSeconds(10);
    }

    private MeshTarget target(Duration interval, Duration timeout) {
        return nodes.target(MeshTarget.Formation.APPLICATION, MeshTarget.Healing.NONE, interval, timeout);
    }
}

package dev.beamcluster.mesh.erlang;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

import com.ericsson.otp.erlang.OtpErlangLong;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangTuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.testkit.JavaNode;
import dev.beamcluster.testkit.LabNode;
import dev.beamcluster.testkit.ReceivedCall;
import dev.beamcluster.testkit.Terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Whatever a node answers, whenever and in whatever order: each call gets its own answer, or none within its
 * deadline.
 */
class RpcConnectionIT {

    private static final NodeName OWN = new NodeName("beamcluster", "operator.lab.svc");
    private static final long INCARNATION = ForeignMessages.INCARNATION;
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    /** Received calls that are not answered yet. */
    private final BlockingQueue<ReceivedCall> calls = new LinkedBlockingQueue<>();

    private JavaNode node;
    private NodeConnection connection;

    @BeforeEach
    void connect() throws Exception {
        node = new JavaNode(calls::add);
        connection = open();
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        node.close();
    }

    @Test
    void aLateAnswerIsNotMistakenForThatOfTheNextCall() throws Exception {
        // Given
        var first = call("first");
        var late = next();
        assertThatThrownBy(() -> Deadline.in(SHORT).await(first)).isInstanceOf(TimeoutException.class);

        // When
        var second = call("second");
        late.answer(Terms.atom("of the first"));
        next().answer(Terms.atom("of the second"));

        // Then
        assertThat(soon(second)).isEqualTo(Terms.atom("of the second"));
    }

    @Test
    void answersInAnyOrderFindTheirCalls() throws Exception {
        // Given
        var asked = IntStream.range(0, 50).mapToObj(i -> call("f" + i)).toList();
        var received = new ArrayList<ReceivedCall>();
        for (int i = 0; i < asked.size(); i++) {
            received.add(next());
        }

        // When
        Collections.reverse(received);
        for (ReceivedCall call : received) {
            call.answer(Terms.text(call.function()));
        }

        // Then
        for (int i = 0; i < asked.size(); i++) {
            assertThat(soon(asked.get(i))).isEqualTo(Terms.text("m:f" + i));
        }
    }

    @Test
    void anUnansweredCallAffectsNoOther() throws Exception {
        var silent = call("silent");
        var answered = call("answered");
        var _ = next();
        next().answer(Terms.atom("ok"));

        assertThat(soon(answered)).isEqualTo(Terms.atom("ok"));
        assertThatThrownBy(() -> Deadline.in(SHORT).await(silent)).isInstanceOf(TimeoutException.class);
        assertThat(connection.rpc().pendingCalls())
                .as("calls that are remembered")
                .isZero();
    }

    @Test
    void theFirstOfTwoAnswersCounts() throws Exception {
        var first = call("first");
        var second = call("second");
        var asked = next();
        asked.answer(Terms.atom("one"));
        asked.answer(Terms.atom("another"));
        next().answer(Terms.atom("of the second"));

        assertThat(soon(first)).isEqualTo(Terms.atom("one"));
        assertThat(soon(second)).isEqualTo(Terms.atom("of the second"));
    }

    @ParameterizedTest
    @MethodSource("dev.beamcluster.mesh.erlang.ForeignMessages#all")
    void aMessageWithAnotherTagIsIgnored(LongFunction<OtpErlangObject> foreign) throws Exception {
        // Given
        var answer = call("f");
        var asked = next();

        // When
        asked.send(foreign.apply(number(asked)));
        asked.answer(Terms.atom("own"));

        // Then
        assertThat(soon(answer)).isEqualTo(Terms.atom("own"));
    }

    @Test
    void anAnswerToACallOfAnEarlierConnectionIsIgnored() throws Exception {
        // Given a node that handles old calls only after it is connected again, as one does whose rex was busy
        var _ = call("before");
        var before = next();
        connection.reset();
        connection = open();

        // When
        var answer = call("after");
        var after = next();
        after.answer(before.tag(), Terms.atom("of the earlier call"));
        after.answer(Terms.atom("own"));

        // Then
        assertThat(soon(answer)).isEqualTo(Terms.atom("own"));
    }

    @Test
    void everyCallFailsWhenTheConnectionCloses() throws Exception {
        // Given
        var asked = List.of(call("first"), call("second"));
        var _ = next();

        // When
        next().connection().close();

        // Then
        for (var answer : asked) {
            assertThatThrownBy(() -> soon(answer)).isInstanceOf(ExecutionException.class);
        }
        await().atMost(AT_MOST).until(() -> !connection.isUsable("127.0.0.1"));
        assertThat(call("third")).isCompletedExceptionally();
    }

    @Test
    void closingAConnectionDuringACallFailsOnlyThatCall() throws Exception {
        for (int i = 0; i < 300; i++) {
            // When
            var one = open();
            var closing = Thread.ofPlatform().start(one::close);
            var last = one.rpc().call("m", "first");
            while (closing.isAlive()) {
                last = one.rpc().call("m", "next");
            }
            closing.join();

            // Then
            var after = last;
            assertThatThrownBy(() -> Deadline.in(AT_MOST).await(after)).isInstanceOf(ExecutionException.class);
        }
    }

    private NodeConnection open() {
        var attempt =
                NodeConnection.open(new OperatorNode(OWN, INCARNATION), target(), JavaNode.NAME, "127.0.0.1", () -> {});
        assertThat(attempt).isInstanceOf(NodeConnection.Attempt.Connected.class);
        return ((NodeConnection.Attempt.Connected) attempt).connection();
    }

    private MeshTarget target() {
        return new MeshTarget(
                LabNode.COOKIE,
                node.protocol(),
                List.of(),
                List.of(),
                MeshTarget.Formation.APPLICATION,
                MeshTarget.Healing.NONE,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
    }

    private CompletableFuture<OtpErlangObject> call(String function) {
        return connection.rpc().call("m", function);
    }

    private ReceivedCall next() throws InterruptedException {
        var call = calls.poll(AT_MOST.toSeconds(), TimeUnit.SECONDS);
        assertThat(call).as("a call").isNotNull();
        return call;
    }

    private static OtpErlangObject soon(CompletableFuture<OtpErlangObject> answer) throws Exception {
        return Deadline.in(AT_MOST).await(answer);
    }

    private static long number(ReceivedCall call) {
        return ((OtpErlangLong) ((OtpErlangTuple) call.tag()).elementAt(1)).longValue();
    }
}

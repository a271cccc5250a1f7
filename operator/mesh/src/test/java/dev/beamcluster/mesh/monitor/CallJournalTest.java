package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.LinkSocket;
import dev.beamcluster.mesh.NodeCall;
import dev.beamcluster.mesh.NodeCall.Purpose;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.TcpOptions;
import dev.beamcluster.mesh.formation.Result;
import dev.beamcluster.mesh.formation.SocketAction;
import dev.beamcluster.mesh.formation.SocketResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class CallJournalTest {

    private static final NodeName A = new NodeName("chat", "a.lab");
    private static final NodeName B = new NodeName("chat", "b.lab");
    private static final NodeName C = new NodeName("chat", "c.lab");
    private static final Duration TOOK = Duration.ofMillis(7);
    private static final LinkSocket SOCKET = new LinkSocket("chat@a.lab", 1, 1);

    private static final TcpOptions OPTIONS = new TcpOptions(Duration.ofSeconds(9), Duration.ofSeconds(120), false);

    private final List<NodeCall> told = new ArrayList<>();

    @Test
    void callsOnOneNodeThatEndAlikeAreOneEntry() {
        // Given a round in which a node was told to connect to two others, and another one failed
        List<Result> results = List.of(
                new Result.ConnectTried(new Link(A, B), true),
                new Result.ConnectTried(new Link(B, C), false),
                new Result.ConnectTried(new Link(A, C), true));

        // When it is recorded
        CallJournal.ofLinks(results, TOOK, told::add);

        // Then there is an entry for each node and outcome, with every peer
        assertThat(told)
                .containsExactly(
                        new NodeCall(A, Purpose.CONNECT, "net_kernel:connect_node/1", List.of(B, C), true, "", TOOK),
                        new NodeCall(
                                B,
                                Purpose.CONNECT,
                                "net_kernel:connect_node/1",
                                List.of(C),
                                false,
                                "not done, or no answer in time",
                                TOOK));
    }

    @Test
    void whatOnlyAsksIsNotTold() {
        // Given a round that tried a path, and a disconnect
        List<Result> results = List.of(
                new Result.PathTried(new Link(A, B), Optional.empty()),
                new Result.DisconnectTried(new Link(A, B), true));

        // When it is recorded
        CallJournal.ofLinks(results, TOOK, told::add);

        // Then only the disconnect changed something
        assertThat(told).extracting(NodeCall::function).containsExactly("erlang:disconnect_node/1");
    }

    @Test
    void anOptionIsSetIfItIsReadBack() {
        // Given three ends whose option was set: one was read back, one did not answer, the kernel of one is too old
        List<SocketAction> actions = List.of(
                new SocketAction.SetUserTimeout(new Link(A, B), SOCKET, Duration.ofSeconds(9), false),
                new SocketAction.SetUserTimeout(new Link(A, C), SOCKET, Duration.ofSeconds(9), false),
                new SocketAction.SetLongestWait(new Link(B, C), SOCKET, Duration.ofSeconds(1), false),
                new SocketAction.ReadOptions(new Link(C, A), SOCKET));
        List<SocketResult> results = List.of(
                new SocketResult.OptionsRead(new Link(A, B), Optional.of(OPTIONS)),
                new SocketResult.NoAnswer(new Link(A, C)),
                new SocketResult.OptionsRead(new Link(B, C), Optional.empty()));

        // When it is recorded
        CallJournal.ofSockets(actions, results, TOOK, told::add);

        // Then each has its outcome, and reading is not told
        assertThat(told).allMatch(call -> call.function().equals("inet:setopts/2"));
        assertThat(told)
                .extracting(NodeCall::node, NodeCall::purpose, NodeCall::isDone)
                .containsExactly(
                        tuple(A, Purpose.LIMIT_SILENCE, true),
                        tuple(A, Purpose.LIMIT_SILENCE, false),
                        tuple(B, Purpose.RETRANSMIT, false));
    }
}

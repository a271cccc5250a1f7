package dev.beamcluster.kubectl.node;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangObject;

import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.testkit.JavaNodes;
import dev.beamcluster.testkit.LabNode;
import dev.beamcluster.testkit.ReceivedCall;
import dev.beamcluster.testkit.Terms;

/** Nodes in Java that answer as those of a mesh do, in which links can be cut. */
final class FakeMesh implements AutoCloseable {

    private final int size;
    private final JavaNodes nodes;
    private final Set<String> cuts = ConcurrentHashMap.newKeySet();

    FakeMesh(int size) {
        this.size = size;
        this.nodes = new JavaNodes(size, this::called);
    }

    JavaNodes nodes() {
        return nodes;
    }

    /** The nodes, each in a pod of its own, and only watched. */
    MeshTarget target() {
        return new MeshTarget(
                LabNode.COOKIE,
                nodes.node(0).protocol(),
                IntStream.range(0, size).mapToObj(this::member).toList(),
                List.of(),
                MeshTarget.Formation.APPLICATION,
                MeshTarget.Healing.NONE,
                Duration.ofMillis(100),
                Duration.ofSeconds(2));
    }

    private Member member(int ordinal) {
        return new Member(
                JavaNodes.name(ordinal),
                "n" + ordinal,
                nodes.node(ordinal).member().address());
    }

    /** From now on, calls from one node to another time out. */
    FakeMesh cut(int from, int to) {
        cuts.add(JavaNodes.name(from) + " " + JavaNodes.name(to));
        return this;
    }

    private void called(int ordinal, ReceivedCall call) throws IOException {
        switch (call.function()) {
            case "erlang:nodes" ->
                call.answer(Terms.list(IntStream.range(0, size)
                        .filter(other -> other != ordinal)
                        .mapToObj(JavaNodes::name)
                        .toList()));
            case "erpc:multicall" ->
                call.answer(answers(ordinal, (OtpErlangList) call.arguments().elementAt(0)));
            case "erl_scan:string" ->
                call.answer(Terms.tuple(Terms.atom("ok"), call.arguments().elementAt(0), Terms.number(1)));
            case "erl_parse:parse_exprs" ->
                call.answer(Terms.tuple(Terms.atom("ok"), call.arguments().elementAt(0)));
            case "erl_eval:exprs" ->
                call.answer(evaluated(call.arguments().elementAt(0).toString()));
            default -> call.answerAboutItself();
        }
    }

    private OtpErlangObject answers(int ordinal, OtpErlangList peers) {
        var answers = new OtpErlangObject[peers.arity()];
        for (int i = 0; i < answers.length; i++) {
            var peer = (OtpErlangAtom) peers.elementAt(i);
            boolean isCut = cuts.contains(JavaNodes.name(ordinal) + " " + peer.atomValue());
            answers[i] = isCut
                    ? Terms.tuple(Terms.atom("error"), Terms.tuple(Terms.atom("erpc"), Terms.atom("timeout")))
                    : Terms.tuple(Terms.atom("ok"), peer);
        }
        return Terms.list(answers);
    }

    private static OtpErlangObject evaluated(String expression) {
        return expression.contains("process_info")
                ? Terms.tuple(
                        Terms.atom("value"),
                        Terms.text("104857600\t2\t4\t80\t262144\t17\tslow_server\t3\t<0.9.0> proc_lib:init_p/5"),
                        Terms.list())
                : Terms.tuple(Terms.atom("badrpc"), Terms.text("undefined function"));
    }

    @Override
    public void close() {
        nodes.close();
    }
}

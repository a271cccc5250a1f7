package dev.beamcluster.kubectl.node;

import java.io.IOException;
import java.net.ConnectException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.beamcluster.kubectl.Golden;
import dev.beamcluster.mesh.erlang.Dialer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NodeSamplerTest {

    @Test
    void everyNodeIsAskedOverOneConnection() {
        try (var mesh = new FakeMesh(1)) {
            // Given
            try (var sampler = new NodeSampler(PluginNodes.of(new Random(1), Dialer.DIRECT), mesh.target())) {
                // When
                Map<String, NodeSampler.Result> first = sampler.sample();
                Map<String, NodeSampler.Result> second = sampler.sample();

                // Then
                assertThat(first)
                        .isEqualTo(second)
                        .containsEntry(
                                "n0",
                                new NodeSampler.Result.Sampled(new NodeSample(
                                        104857600,
                                        2,
                                        4,
                                        80,
                                        262144,
                                        List.of(
                                                new NodeSample.Queue("slow_server", 17),
                                                new NodeSample.Queue("<0.9.0> proc_lib:init_p/5", 3)))));
                assertThat(mesh.nodes().node(0).connections()).isEqualTo(1);
            }
        }
    }

    @Test
    void aNodeThatCannotBeReachedSaysWhy() {
        try (var mesh = new FakeMesh(1)) {
            // Given
            Dialer refused = (_, _, _) -> {
                throw new ConnectException("Connection refused");
            };
            try (var sampler = new NodeSampler(PluginNodes.of(new Random(1), refused), mesh.target())) {
                // Then
                assertThat(sampler.sample())
                        .containsEntry("n0", new NodeSampler.Result.Failed("connection refused (distribution port)"));
            }
        }
    }

    @Test
    void theTableHasARowForEachNode() {
        // Given
        var results = new LinkedHashMap<String, NodeSampler.Result>();
        results.put(
                "chat-0",
                new NodeSampler.Result.Sampled(new NodeSample(
                        524288000, 12, 4, 1200, 262144, List.of(new NodeSample.Queue("Elixir.Chat.Room", 40123)))));
        results.put("chat-1", new NodeSampler.Result.Sampled(new NodeSample(52428800, 0, 4, 80, 262144, List.of())));
        results.put("chat-2", new NodeSampler.Result.Failed("connection refused"));

        // Then
        Golden.assertSame("top.txt", TopTable.of(results));
    }

    @Test
    void anAnswerThatCannotBeReadIsAFailure() {
        assertThatThrownBy(() -> SampleQuestion.read("1\t2")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> SampleQuestion.read("a\tb\tc\td\te")).isInstanceOf(IOException.class);
    }

    @Test
    void aNameCannotMoveTheCursorOfATerminal() throws IOException {
        assertThat(SampleQuestion.read("1\t1\t1\t1\t1\t9\t\u001b[2Jx").queues())
                .containsExactly(new NodeSample.Queue("?[2Jx", 9));
    }
}

package dev.beamcluster.e2e.tests.examples;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.Greeting;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every example of {@code deploy/examples} works unmodified and shows what its README describes. */
@EndToEnd
class ExamplesE2E {

    /** Longer than a scale-down takes to terminate a pod, and shorter than the drain of the example. */
    private static final Duration OPEN = Duration.ofSeconds(8);

    static List<Example> examplesWithTheirOwnBefore() {
        return Example.all().stream().filter(Example::hasBefore).toList();
    }

    @ParameterizedTest
    @MethodSource("examplesWithTheirOwnBefore")
    void theHandWrittenExampleIsAccepted(Example example, TestNamespace namespace) {
        var _ = namespace.kubectl().tryFolder(example.before()).orFail();
    }

    @Test
    void handWrittenNodesConnectAtStart(TestNamespace namespace) {
        // When
        var _ = namespace
                .kubectl()
                .applyFolder(Example.of("quick-start").before())
                .orFail();
        var _ = namespace
                .kubectl()
                .run("rollout", "status", "statefulset/chat", "--timeout=600s")
                .orFail();

        // Then
        await().atMost(Beam.WHOLE).untilAsserted(() -> {
            var greetings = namespace.pods().stream()
                    .map(pod -> Greeting.of(namespace, pod))
                    .toList();
            var names = greetings.stream().map(Greeting::node).collect(Collectors.toSet());
            assertThat(names)
                    .containsExactlyInAnyOrder(
                            "chat@chat-0.chat-nodes", "chat@chat-1.chat-nodes", "chat@chat-2.chat-nodes");
            assertThat(greetings)
                    .allSatisfy(greeting -> assertThat(greeting.all()).isEqualTo(names));
        });
    }

    @Test
    void theServiceSelectsTheNodes(TestNamespace namespace) {
        // When
        var beam = Example.of("quick-start").becomesWhole(namespace);

        // Then
        var names = beam.pods().stream().map(beam::nodeOf).collect(Collectors.toSet());
        await().atMost(Beam.WHOLE).ignoreExceptions().untilAsserted(() -> {
            var answer = Greeting.ofService("chat", namespace, beam.pod(0));
            assertThat(answer.all()).isEqualTo(names);
        });
    }

    @Test
    void onlyTheFileHasTheCookieOfPlainErlang(TestNamespace namespace) {
        // When
        var beam = Example.of("plain-erlang").becomesWhole(namespace);

        // Then
        assertThat(beam.pods()).allSatisfy(pod -> {
            var cookie = beam.exec(pod, "cat $HOME/.erlang.cookie").orFail();
            assertThat(beam.exec(pod, "stat --format %a $HOME/.erlang.cookie").orFail())
                    .isEqualToIgnoringWhitespace("400");
            assertThat(beam.exec(pod, "cat /proc/[0-9]*/{cmdline,environ} | tr '\\0' ' '")
                            .out())
                    .contains("-s hello")
                    .doesNotContain(cookie);
        });
        assertThat(namespace
                        .kubectl()
                        .run("get", "services", "--output", "name")
                        .orFail()
                        .lines())
                .containsExactly("service/ledger-nodes");
    }

    @Test
    void aNodeAnswersItsOpenRequestsBeforeItGoes(TestNamespace namespace) {
        // Given a request that takes longer than a node has without a drain
        var beam = Example.of("drain").becomesWhole(namespace);
        var leaving = beam.pod(2);
        var name = beam.nodeOf(leaving);
        var answer = CompletableFuture.supplyAsync(
                () -> Greeting.after(OPEN, namespace, leaving), Thread::startVirtualThread);
        await().atMost(Beam.WHOLE).until(() -> hasOpenRequest(beam, leaving));

        // When
        var _ = namespace.kubectl().run("scale", "beam/desk", "--replicas=2").orFail();

        // Then
        beam.becomesWhole(2);
        assertThat(answer).succeedsWithin(Beam.WHOLE).returns(name, Greeting::node);
        await().atMost(Beam.WHOLE)
                .untilAsserted(() -> assertThat(namespace.events("Drained")).contains("desk-2 was drained"));
    }

    /** Whether a connection from the pod itself to its port 8080 (1F90) is established (01). */
    private static boolean hasOpenRequest(Beam beam, Pod pod) {
        return beam.exec(pod, "grep -q ' 0100007F:1F90 0100007F:.* 01 ' /proc/net/tcp")
                .succeeded();
    }

    @Test
    void theNodesUseTls(TestNamespace namespace) {
        // When
        var beam = Example.of("tls").becomesWhole(namespace);

        // Then
        var commandLines = beam.exec(beam.pod(0), "cat /proc/[0-9]*/cmdline | tr '\\0' ' '");
        assertThat(commandLines.out()).contains("-proto_dist inet_tls");
    }

    @Test
    void epmdRunsInNoPod(TestNamespace namespace) {
        // When
        var beam = Example.of("epmd-less").becomesWhole(namespace);

        // Then
        assertThat(beam.pods())
                .allSatisfy(
                        pod -> assertThat(beam.exec(pod, "ls -l /proc/*/exe").out())
                                .contains("beam.smp")
                                .doesNotContain("epmd"));
    }

    @Test
    void aRelxReleaseIsNamedAfterTheBeamCluster(TestNamespace namespace) {
        // When
        var beam = Example.of("relx").becomesWhole(namespace);

        // Then
        assertThat(beam.nodeOf(beam.pod(2))).startsWith("bank@bank-2.");
    }

    @Test
    void aNodeFindsItsDiskAgain(TestNamespace namespace) {
        // Given
        var beam = Example.of("storage").becomesWhole(namespace);
        assertThat(starts(beam)).containsExactly("1", "1", "1");

        // When
        var _ = namespace.kubectl().run("delete", "pod", "archive-1").orFail();

        // Then
        beam.becomesWhole(3);
        assertThat(starts(beam)).containsExactly("1", "2", "1");
    }

    private static List<String> starts(Beam beam) {
        return beam.pods().stream()
                .map(pod -> beam.exec(pod, "cat /var/lib/archive/starts").orFail())
                .toList();
    }

    @Test
    void aNetworkPolicyIsAboutTheNodesAlone(TestNamespace namespace) {
        // When
        var _ = Example.of("network-policy").becomesWhole(namespace);

        // Then
        var policy = namespace
                .cluster()
                .client()
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(namespace.name())
                .withName("fort")
                .require();
        assertThat(policy.getSpec().getPodSelector().getMatchLabels()).containsEntry("beamcluster.dev/cluster", "fort");
        assertThat(policy.getSpec().getPolicyTypes()).contains("Ingress");
        assertThat(policy.getSpec().getIngress()).isNotEmpty();
    }
}

package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.NodeInfo;

import static org.assertj.core.api.Assertions.assertThat;

class UniformRuleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static Stream<Arguments> situations() {
        var none = Optional.<Integer>empty();
        return Stream.of(
                row(3, s -> s, "True", "NodesUniform", "chat 1.4.0 on OTP 27 on all 3 nodes"),
                row(
                        3,
                        s -> s.saying(1, facts("26", "chat 1.4.0", "1.4.0", Optional.of(60), true)),
                        "False",
                        "VersionSkew",
                        "OTP release is 26 on chat-1 and 27 on chat-0, chat-2"),
                row(
                        3,
                        s -> s.saying(1, facts("27", "chat 1.5.0", "1.5.0", Optional.of(60), true)),
                        "False",
                        "VersionSkew",
                        "release is chat 1.4.0 on"),
                row(
                        3,
                        s -> s.saying(1, facts("27", "chat 1.4.0", "1.4.1", Optional.of(60), true)),
                        "False",
                        "VersionSkew",
                        "application chat is 1.4.0 on"),
                row(
                        3,
                        s -> s.saying(2, facts("27", "chat 1.4.0", "1.4.0", Optional.of(15), true)),
                        "False",
                        "KernelSettingsDiffer",
                        "net_ticktime is 15 s on chat-2"),
                row(
                        3,
                        s -> s.saying(2, facts("27", "chat 1.4.0", "1.4.0", none, true)),
                        "True",
                        "NodesUniform",
                        "3 nodes"),
                row(
                        3,
                        s -> s.saying(2, facts("27", "chat 1.4.0", "1.4.0", Optional.of(60), false)),
                        "False",
                        "KernelSettingsDiffer",
                        "prevent_overlapping_partitions is false on chat-2"),
                row(
                        3,
                        s -> s.saying(
                                0,
                                new NodeInfo(
                                        "27",
                                        "chat 1.4.0",
                                        new TreeMap<>(Map.of("chat", "1.4.0")),
                                        Optional.of(60),
                                        true,
                                        "inet6_tcp",
                                        false)),
                        "False",
                        "KernelSettingsDiffer",
                        "distribution protocol is inet6_tcp on chat-0 and inet_tcp on chat-1, chat-2"),
                row(
                        1,
                        s -> s.saying(0, facts("27", "Erlang/OTP 27", "1.4.0", Optional.of(60), true)),
                        "True",
                        "NodesUniform",
                        "Erlang/OTP 27 on the node"),
                row(3, s -> s.lost(0, Cause.REFUSED), "True", "NodesUniform", "all 2 nodes"),
                row(3, Situation::unobserved, "Unknown", "RolloutInProgress", "replaced"),
                row(3, Situation::neverProbed, "Unknown", "ProbeStale", "mesh not probed yet"),
                row(1, s -> s.lost(0, Cause.CONNECT_TIMEOUT), "Unknown", "OperatorCannotReachNodes", "no node"),
                row(0, s -> s, "Unknown", "ScaledToZero", "spec.replicas is 0"));
    }

    private static Arguments row(
            int nodes, UnaryOperator<Situation> change, String state, String reason, String partOfMessage) {
        return Arguments.of(change.apply(Situation.whole(nodes, NOW)), state, reason, partOfMessage);
    }

    static NodeInfo facts(String otp, String release, String version, Optional<Integer> tick, boolean prevents) {
        return new NodeInfo(otp, release, new TreeMap<>(Map.of("chat", version)), tick, prevents, "inet_tcp", false);
    }

    @ParameterizedTest
    @MethodSource("situations")
    void itReportsTheDifferencesAndTheirNodes(Situation situation, String state, String reason, String partOfMessage) {
        // When
        Condition condition = condition(situation);

        // Then
        assertThat(condition.getStatus()).isEqualTo(state);
        assertThat(condition.getReason()).isEqualTo(reason);
        assertThat(condition.getMessage()).contains(partOfMessage);
    }

    private static Condition condition(Situation situation) {
        return Conditions.find(situation.status(null, NOW).conditions(), ConditionType.Uniform)
                .orElseThrow();
    }
}

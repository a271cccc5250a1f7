package dev.beamcluster.e2e.tests.mesh;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** One misconfigured node of three is named with the cause, and the two others stay connected. */
@EndToEnd
class WrongNodeE2E {

    static Stream<Arguments> mistakes() {
        return Stream.of(
                argumentSet("another cookie", "export RELEASE_COOKIE=another", "CookieMismatch"),
                argumentSet("short names", "export RELEASE_DISTRIBUTION=sname RELEASE_NODE=chat", "NameMismatch"),
                argumentSet("another name", "export RELEASE_NODE=other@$BEAM_HOST", "NameMismatch"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isNamedWithItsCause(String mistake, String reason, TestNamespace namespace) {
        // When
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3, """
                          template:
                            spec:
                              containers:
                              - name: beam
                                command: [sh, -c, 'case $HOSTNAME in *-1) %s ;; esac; exec /app/bin/chat start']
                        """.formatted(mistake)));

        // Then
        beam.eventually(Beam.WHOLE, status -> {
            status.condition("Meshed").isFalse().hasReason(reason).mentions("chat-1");
            status.condition("PodsReady").isTrue();
            status.node("chat-1", node -> node.reason(), reason);
            status.hasMesh("2/6");
        });
        var others = beam.nodeOf(beam.pod(2));
        assertThat(beam.nodesSeenBy(beam.pod(0))).contains(others);
    }
}

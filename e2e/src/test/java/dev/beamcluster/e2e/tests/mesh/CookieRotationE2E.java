package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** A user's cookie that changes or is gone while nodes run with it: docs/day-two.md, step by step. */
@EndToEnd
class CookieRotationE2E {

    private static final Duration REPORTED = Duration.ofSeconds(30);
    private static final int NODES = 3;

    private static final String RESTARTED = "  template: {metadata: {annotations: {restarted: \"1\"}}}\n";

    @Test
    void aChangedCookieIsWarnedOfBeforeANodeIsLostAndThenRotated(TestNamespace namespace) {
        // Given
        hold(namespace, "first");
        var beam = apply(namespace, "").becomesWhole(NODES);
        var before = beam.incarnations();

        // When
        hold(namespace, "second");

        // Then
        beam.eventually(
                REPORTED,
                _ -> assertThat(warnings(beam))
                        .contains(
                                "Secret mine: its cookie was changed, and chat-0, chat-1, chat-2 run with the former one"));
        beam.eventually(
                REPORTED, _ -> assertThat(namespace.events("CookieChanged")).contains("Secret mine"));
        beam.eventually(REPORTED, status -> status.isWhole(NODES));

        // When all nodes are restarted through the gate
        apply(namespace, RESTARTED)
                .eventually(
                        REPORTED,
                        status -> status.condition("Stalled")
                                .isTrue()
                                .hasReason("RolloutStalled")
                                .mentions("rollout not started", "spec.rollout.gate: Pods"));

        // Then none is lost
        assertThat(beam.incarnations()).isEqualTo(before);

        // When
        apply(namespace, "  rollout: {gate: Pods, minReadySeconds: 0}\n" + RESTARTED);

        // Then
        beam.becomesWhole(NODES);
        assertThat(warnings(beam)).isEmpty();
        assertThat(beam.exec(beam.pod(0), "cat $BEAM_COOKIE_FILE").orFail()).isEqualTo("second");

        // When
        apply(namespace, RESTARTED);

        // Then nothing more is replaced
        var rotated = beam.incarnations();
        beam.becomesWhole(NODES);
        assertThat(beam.incarnations()).isEqualTo(rotated);
    }

    @Test
    void aNodeThatGotTheNewCookieIsNamedAndTheFormerOneBringsItBack(TestNamespace namespace) {
        // Given
        hold(namespace, "first");
        var beam = apply(namespace, "").becomesWhole(NODES);
        hold(namespace, "second");
        beam.eventually(REPORTED, _ -> assertThat(warnings(beam)).contains("Secret mine"));

        // When
        var _ = namespace.kubectl().run("delete", "pod", "chat-2").orFail();

        // Then
        beam.eventually(
                Beam.WHOLE,
                status -> status.condition("Meshed")
                        .isFalse()
                        .hasReason("CookieMismatch")
                        .mentions(
                                "The cookie in Secret mine was changed while nodes ran, and these have a former one: chat-0,"
                                        + " chat-1. Put it back and delete the other pods"));

        // When
        hold(namespace, "first");
        var _ = namespace.kubectl().run("delete", "pod", "chat-2").orFail();

        // Then
        beam.becomesWhole(NODES);
        assertThat(warnings(beam)).isEmpty();
    }

    @Test
    void aSecretThatIsGoneIsRecreatedFromARunningNode(TestNamespace namespace) {
        // Given
        hold(namespace, "first");
        var beam = apply(namespace, "").becomesWhole(NODES);
        var before = beam.incarnations();

        // When
        var _ = namespace.kubectl().run("delete", "secret", "mine").orFail();

        // Then
        beam.eventually(
                REPORTED,
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("InvalidSpec")
                        .mentions("Secret mine does not exist", "the cookie of the running nodes"));

        // When
        hold(namespace, beam.exec(beam.pod(0), "cat $BEAM_COOKIE_FILE").orFail());

        // Then
        beam.becomesWhole(NODES);
        assertThat(beam.incarnations()).isEqualTo(before);
    }

    private static Beam apply(TestNamespace namespace, String spec) {
        return namespace.apply(
                "chat",
                SampleRelease.MIX.yaml("chat", NODES, "  cookie: {secretRef: {name: mine, key: cookie}}\n" + spec));
    }

    private static void hold(TestNamespace namespace, String cookie) {
        var _ = namespace.kubectl().apply("""
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: mine}
                        stringData: {cookie: %s}
                        """.formatted(cookie)).orFail();
    }

    private static String warnings(Beam beam) {
        var status = beam.get().getStatus();
        return status == null ? "" : String.join("\n", status.warnings());
    }
}

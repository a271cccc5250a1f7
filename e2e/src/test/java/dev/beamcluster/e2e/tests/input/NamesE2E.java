package dev.beamcluster.e2e.tests.input;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static dev.beamcluster.e2e.tests.input.StoredObject.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Names of BeamClusters: one that was used before, and two whose Services would have the same name. */
@EndToEnd
class NamesE2E {

    private static final Duration REPORTED = Duration.ofMinutes(1);
    private static final String PORT = "  ports: [{name: tcp, port: 80, targetPort: 8080}]\n";

    @RepeatedTest(3)
    void theSameNameAgainIsAnotherBeamCluster(TestNamespace namespace) {
        // Given
        var yaml = SampleRelease.ERL.yaml("chat", 2, PORT);
        var beam = namespace.apply("chat", yaml).becomesWhole(2);
        var lives = beam.incarnations().values();
        var cookie = cookie(namespace);

        // When
        var _ = namespace.kubectl().run("delete", "beam/chat", "--wait=false").orFail();
        beam = namespace.apply("chat", yaml);

        // Then
        beam.becomesWhole(2);
        assertThat(beam.incarnations().values()).as("pods of the first one").doesNotContainAnyElementsOf(lives);
        assertThat(cookie(namespace)).as("the first one's cookie").isNotEqualTo(cookie);
        var uid = beam.get().getMetadata().getUid();
        assertThat(owners(namespace, "statefulset/chat")).isEqualTo(uid);
        assertThat(owners(namespace, "service/chat-nodes")).isEqualTo(uid);
    }

    @Test
    void whatAnEarlierOneLeftBehindIsNotAdopted(TestNamespace namespace) {
        // Given
        var yaml = SampleRelease.ERL.yaml("chat", 2);
        var beam = namespace.apply("chat", yaml).becomesWhole(2);
        var lives = beam.incarnations();
        var _ = namespace
                .kubectl()
                .run("delete", "beam/chat", "--cascade=orphan")
                .orFail();

        // When
        beam = namespace.apply("chat", yaml);

        // Then
        beam.eventually(REPORTED, status -> status.condition("Stalled").isTrue().hasReason("ApplyRefused"));
        beam.stays(
                Duration.ofSeconds(10),
                status -> status.condition("Stalled").isTrue().hasReason("ApplyRefused"));
        assertThat(beam.incarnations()).as("nodes that were left behind").isEqualTo(lives);
        assertThat(owners(namespace, "statefulset/chat")).isEmpty();

        // When
        var _ = namespace
                .kubectl()
                .run(
                        "delete",
                        "statefulset/chat",
                        "service/chat-nodes",
                        "secret/chat-cookie",
                        "networkpolicy/chat",
                        "poddisruptionbudget/chat")
                .orFail();

        // Then
        beam.becomesWhole(2);
    }

    @Test
    void whatAnEarlierOneLeftBehindIsNotAdoptedThoughItWouldFit(TestNamespace namespace) {
        // Given objects of an earlier one that had no nodes, so that nothing but their owner tells whose they are
        var none = SampleRelease.ERL.yaml("chat", 0);
        var beam = namespace.apply("chat", none);
        beam.eventually(
                REPORTED, status -> status.condition("PodsReady").isFalse().hasReason("ScaledToZero"));
        var _ = namespace
                .kubectl()
                .run("delete", "beam/chat", "--cascade=orphan")
                .orFail();
        var _ = namespace.kubectl().run("delete", "secret/chat-cookie").orFail();
        await().atMost(REPORTED)
                .until(() -> owners(namespace, "statefulset/chat").isEmpty());

        // When
        beam = namespace.apply("chat", none);

        // Then each is reported until it is gone
        for (String object : List.of("Service chat-nodes", "NetworkPolicy chat", "StatefulSet chat")) {
            beam.eventually(
                    REPORTED,
                    status -> status.condition("Stalled")
                            .isTrue()
                            .hasReason("ApplyRefused")
                            .mentions(object));
            assertThat(owners(namespace, object.replace(' ', '/'))).isEmpty();
            var _ = namespace.kubectl().run("delete", object.replace(' ', '/')).orFail();
        }
        var _ = namespace.apply("chat", SampleRelease.ERL.yaml("chat", 1));
        beam.becomesWhole(1);
    }

    @Test
    void theSecondOfTwoThatWouldShareAServiceIsReported(TestNamespace namespace) {
        // Given
        var chat = namespace.apply("chat", SampleRelease.ERL.yaml("chat", 2)).becomesWhole(2);
        var lives = chat.incarnations();
        var service = content(namespace, "service/chat-nodes");

        // When
        var second = namespace.apply("chat-nodes", SampleRelease.ERL.yaml("chat-nodes", 1, PORT));

        // Then
        second.eventually(
                REPORTED,
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("ApplyRefused")
                        .mentions("Service chat-nodes"));
        chat.stays(Duration.ofSeconds(6), status -> status.isWhole(2));

        // When it no longer wants that Service
        var _ = namespace.apply("chat-nodes", SampleRelease.ERL.yaml("chat-nodes", 1));

        // Then
        second.becomesWhole(1);
        assertThat(content(namespace, "service/chat-nodes")).isEqualTo(service);

        // When
        var _ = namespace.kubectl().run("delete", "beam/chat-nodes").orFail();

        // Then
        chat.stays(Duration.ofSeconds(6), status -> status.isWhole(2));
        assertThat(content(namespace, "service/chat-nodes")).isEqualTo(service);
        assertThat(chat.incarnations()).isEqualTo(lives);
    }

    @Test
    void theHeadlessServiceIsNotTakenFromAClientServiceOfThatName(TestNamespace namespace) {
        // Given
        var first = namespace
                .apply("chat-nodes", SampleRelease.ERL.yaml("chat-nodes", 1, PORT))
                .becomesWhole(1);

        // When
        var chat = namespace.apply("chat", SampleRelease.ERL.yaml("chat", 2));

        // Then
        chat.eventually(
                REPORTED,
                status -> status.condition("Stalled").isTrue().mentions("Service chat-nodes", "another name"));
        first.stays(Duration.ofSeconds(6), status -> status.isWhole(1));

        // When
        var _ = namespace.kubectl().run("delete", "beam/chat-nodes").orFail();

        // Then
        chat.becomesWhole(2);
    }

    private static String cookie(TestNamespace namespace) {
        return namespace.kubectl().fields("secret/chat-cookie", "{.data.cookie}");
    }

    private static String owners(TestNamespace namespace, String object) {
        return namespace.kubectl().fields(object, "{.metadata.ownerReferences[*].uid}");
    }
}

package dev.beamcluster.e2e.tests.input;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Names that were used before, or that somebody else uses: reported, and nothing of somebody else's is taken or deleted. */
@EndToEnd
class NamesE2E {

    private static final Duration REPORTED = Duration.ofSeconds(30);
    private static final String PORT = "  ports: [{name: tcp, port: 80, targetPort: 8080}]\n";
    private static final String NAMED_AS_A_NODE = "chat-999999";
    private static final String OURS = "{beamcluster.dev/cluster: chat}";

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

    static Stream<Arguments> foreign() {
        return Stream.of("{}", OURS)
                .flatMap(labels -> Stream.of(
                        foreign("Service", "chat-nodes", labels, "v1", "spec: {clusterIP: None}"),
                        foreign("Service", "chat", labels, "v1", "spec: {ports: [{name: tcp, port: 80}]}"),
                        foreign("Secret", "chat-cookie", labels, "v1", "stringData: {cookie: mine}"),
                        foreign("StatefulSet", "chat", labels, "apps/v1", """
                                spec:
                                  replicas: 0
                                  selector: {matchLabels: {app: mine}}
                                  template:
                                    metadata: {labels: {app: mine}}
                                    spec: {containers: [{name: mine, image: mine}]}
                                """)));
    }

    private static Arguments foreign(String kind, String name, String labels, String version, String rest) {
        var label = labels.equals(OURS) ? " with our label" : "";
        return argumentSet(kind + " " + name + label, kind, name, """
                apiVersion: %s
                kind: %s
                metadata: {name: %s, labels: %s}
                %s
                """.formatted(version, kind, name, labels, rest));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void whatIsSomebodyElsesIsReportedAndLeftAlone(String kind, String name, String yaml, TestNamespace namespace) {
        // Given
        var _ = namespace.kubectl().apply(yaml).orFail();
        var object = kind + "/" + name;
        var before = content(namespace, object);

        // When
        var beam = namespace.apply("chat", SampleRelease.ERL.yaml("chat", 1, PORT));

        // Then
        beam.eventually(
                REPORTED,
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("ApplyRefused")
                        .mentions(kind + " " + name));
        beam.stays(Duration.ofSeconds(6), status -> status.condition("Stalled").isTrue());
        assertThat(content(namespace, object)).isEqualTo(before);

        // When
        var _ = namespace.kubectl().run("delete", "beam/chat", "--timeout=30s").orFail();

        // Then
        assertThat(content(namespace, object)).isEqualTo(before);

        // When
        beam = namespace.apply("chat", SampleRelease.ERL.yaml("chat", 1, PORT));
        var _ = namespace.kubectl().run("delete", object).orFail();

        // Then
        beam.becomesWhole(1);
    }

    @Test
    void aPodWithOurLabelThatIsNoNodeHindersNothing(TestNamespace namespace) {
        // Given
        var strangers = List.of("migration", "chat-migration");
        for (String stranger : strangers) {
            var _ = namespace.kubectl().apply(pod(stranger)).orFail();
        }
        var before =
                strangers.stream().map(stranger -> life(namespace, stranger)).toList();

        // When, then
        var beam = namespace.apply("chat", SampleRelease.ERL.yaml("chat", 1)).becomesWhole(1);
        for (int nodes : List.of(3, 1)) {
            var _ = namespace
                    .kubectl()
                    .run("scale", "beam/chat", "--replicas=" + nodes)
                    .orFail();
            beam.becomesWhole(nodes);
        }
        assertThat(strangers.stream().map(stranger -> life(namespace, stranger)))
                .containsExactlyElementsOf(before);
    }

    static Stream<Arguments> cookies() {
        return Stream.of(
                argumentSet("with the operator's cookie", "", ""),
                argumentSet("with a cookie of the user's", """
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: own}
                        stringData: {cookie: a-cookie-of-the-users}
                        ---
                        """, "  cookie: {secretRef: {name: own, key: cookie}}\n"));
    }

    @ParameterizedTest
    @MethodSource("cookies")
    void aPodThatIsNamedAsANodeIsReportedAndIsNone(String secret, String cookie, TestNamespace namespace) {
        // Given a name that no StatefulSet of ours ever gives
        var _ = namespace.kubectl().apply(pod(NAMED_AS_A_NODE)).orFail();

        // When
        var beam = namespace
                .apply("chat", secret + SampleRelease.ERL.yaml("chat", 2, cookie))
                .becomesWhole(2);

        // Then; the StatefulSet's controller adopts and deletes such a pod, so that the event may be all that is left
        // of it
        await().atMost(REPORTED)
                .untilAsserted(() -> assertThat(namespace.events(_ -> true)
                                + beam.get().getStatus().conditions())
                        .contains(NAMED_AS_A_NODE));
        beam.stays(Duration.ofSeconds(6), status -> status.isWhole(2));
        assertThat(get(namespace, "statefulset/chat", "{.spec.replicas}")).isEqualTo("2");
    }

    private static String pod(String name) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, labels: %s}
                spec:
                  terminationGracePeriodSeconds: 0
                  securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: beam
                    image: %s
                    imagePullPolicy: IfNotPresent
                    command: [sleep, infinity]
                    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """.formatted(name, OURS, SampleRelease.ERL.image());
    }

    private static String life(TestNamespace namespace, String pod) {
        return get(
                namespace, "pod/" + pod, "{.metadata.uid} {.metadata.deletionTimestamp} {.metadata.ownerReferences}");
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
        return get(namespace, "secret/chat-cookie", "{.data.cookie}");
    }

    private static String owners(TestNamespace namespace, String object) {
        return get(namespace, object, "{.metadata.ownerReferences[*].uid}");
    }

    /** What is somebody's to change; a StatefulSet's status is not. */
    private static String content(TestNamespace namespace, String object) {
        return get(namespace, object, "{.metadata.uid} {.metadata.labels} {.metadata.ownerReferences} {.spec} {.data}");
    }

    private static String get(TestNamespace namespace, String object, String path) {
        return namespace
                .kubectl()
                .run("get", object, "--output", "jsonpath=" + path)
                .orFail();
    }
}

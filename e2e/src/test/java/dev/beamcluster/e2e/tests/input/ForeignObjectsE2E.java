package dev.beamcluster.e2e.tests.input;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static dev.beamcluster.e2e.tests.input.StoredObject.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Objects that belong to someone else and have our names or our label are reported, and neither adopted nor deleted. */
@EndToEnd
class ForeignObjectsE2E {

    private static final Duration REPORTED = Duration.ofMinutes(1);
    private static final String PORT = "  ports: [{name: tcp, port: 80, targetPort: 8080}]\n";
    private static final String NAMED_AS_A_NODE = "chat-999999";
    private static final String OURS = "{beamcluster.dev/cluster: chat}";

    static Stream<Arguments> foreign() {
        return Stream.of("{}", OURS)
                .flatMap(labels -> Stream.of(
                        foreign("Service", "chat-nodes", labels, "v1", "spec: {clusterIP: None}"),
                        foreign("Service", "chat", labels, "v1", "spec: {ports: [{name: tcp, port: 80}]}"),
                        foreign("Secret", "chat-cookie", labels, "v1", "stringData: {cookie: mine}"),
                        foreign(
                                "NetworkPolicy",
                                "chat",
                                labels,
                                "networking.k8s.io/v1",
                                "spec: {podSelector: {matchLabels: {app: mine}}}"),
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
        var _ = namespace.kubectl().run("delete", "beam/chat", "--timeout=60s").orFail();

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
        assertThat(namespace.kubectl().fields("statefulset/chat", "{.spec.replicas}"))
                .isEqualTo("2");
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
        return namespace
                .kubectl()
                .fields("pod/" + pod, "{.metadata.uid} {.metadata.deletionTimestamp} {.metadata.ownerReferences}");
    }
}

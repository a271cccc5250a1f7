package dev.beamcluster.e2e.tests.input;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.SpecEdit;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the API server rejects itself, with a message that names the field. All cases run on the same two BeamClusters,
 * one minimal and one with every field set. Each case checks that the rejection changes nothing.
 */
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class RefusedInputE2E {

    private static final String LEAST = SampleRelease.ERL.yaml("least", 1);

    /** Every immutable field, or field with immutable parts, with a value that is not the default. */
    static final String FULL = SampleRelease.ERL.yaml("full", 1, """
              node: {name: chatty, address: DNS}
              cookie: {secretRef: {name: my-cookie, key: chat}, file: /etc/chat/cookie}
              distribution: {ports: {from: 9200, to: 9210}, epmd: false, clusterDomain: cluster.local}
              ports: [{name: tcp, port: 80, targetPort: 8080, appProtocol: kubernetes.io/ws}]
              service: {type: LoadBalancer, loadBalancerClass: example.com/none}
              env: [{name: LEVEL, value: info}]
              template: {metadata: {labels: {team: chat}}, spec: {tolerations: [{key: chat, operator: Exists}]}}
              storage: {volumes: [{name: data, mountPath: /data, size: 64Mi}, {name: log, mountPath: /log, size: 64Mi}]}
            """);

    private static final String COOKIE = """
            apiVersion: v1
            kind: Secret
            metadata: {name: my-cookie}
            stringData: {chat: a-cookie-of-the-users}
            ---
            """;

    private @Nullable TestNamespace shared;
    private Map<String, Beam> beams = Map.of();

    @BeforeAll
    void start(TestNamespace namespace) {
        shared = namespace;
        beams = Map.of("least", namespace.apply("least", LEAST), "full", namespace.apply("full", COOKIE + FULL));
        beams.values().forEach(beam -> beam.becomesWhole(1));
    }

    @ParameterizedTest
    @MethodSource("dev.beamcluster.e2e.tests.input.RefusedInput#all")
    void isRejectedForTheMinimalOne(String change, String words) {
        refused("least", SpecEdit.of(LEAST, change), words);
    }

    @ParameterizedTest
    @MethodSource("dev.beamcluster.e2e.tests.input.RefusedUpdates#all")
    void isRejectedForTheOneWithEveryField(String change, String words) {
        refused("full", SpecEdit.of(FULL, change), words);
    }

    @ParameterizedTest
    @MethodSource("dev.beamcluster.e2e.tests.input.RefusedCreations#all")
    void isRejectedForANewOne(String name, String change, String words) {
        // When
        var yaml = LEAST.replace("name: least", "name: " + name);
        var answer = namespace().kubectl().apply(SpecEdit.of(yaml, change));

        // Then
        assertThat(answer.succeeded()).as(answer.out()).isFalse();
        assertThat(answer.err()).contains(words);
        assertThat(namespace().kubectl().run("get", "beam", "--output", "name").orFail())
                .hasLineCount(beams.size());
    }

    private void refused(String name, String yaml, String words) {
        // Given
        var beam = Objects.requireNonNull(beams.get(name));
        var generation = beam.get().getMetadata().getGeneration();
        var lives = beam.incarnations();

        // When
        var answer = namespace().kubectl().apply(yaml);

        // Then
        assertThat(answer.succeeded()).as(answer.out()).isFalse();
        assertThat(answer.err()).contains(words);
        assertThat(beam.get().getMetadata().getGeneration()).isEqualTo(generation);
        assertThat(beam.incarnations()).isEqualTo(lives);
        beam.eventually(Beam.WHOLE, status -> status.isWhole(1));
    }

    private TestNamespace namespace() {
        return Objects.requireNonNull(shared);
    }
}

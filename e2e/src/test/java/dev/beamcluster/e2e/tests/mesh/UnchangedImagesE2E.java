package dev.beamcluster.e2e.tests.mesh;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.e2e.harness.FieldImage;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Start scripts and pod specs in the shape of public images and charts, which need only lines of the spec. */
@EndToEnd
class UnchangedImagesE2E {

    private static final String RESTRICTED =
            "securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}";

    static Stream<Arguments> startScripts() {
        return Stream.of(
                argumentSet(
                        "an address and a cookie in variables of its own",
                        "export RELEASE_NODE=web@$LOCAL_IPV4 RELEASE_COOKIE=$ERL_COOKIE RELEASE_DISTRIBUTION=name",
                        """
                          node: {name: web, address: PodIP}
                          env:
                          - {name: LOCAL_IPV4, value: $(BEAM_HOST)}
                          - {name: ERL_COOKIE, value: $(RELEASE_COOKIE)}
                        """),
                argumentSet("a host and a port in variables of its own", """
                        export RELEASE_NODE=web@$RELEASE_HOSTNAME RELEASE_DISTRIBUTION=name
                            export ELIXIR_ERL_OPTIONS="-kernel inet_dist_listen_min $DIST_PORT inet_dist_listen_max $DIST_PORT"\
                        """, """
                          node: {name: web}
                          env:
                          - {name: RELEASE_HOSTNAME, value: $(BEAM_HOST)}
                          - {name: DIST_PORT, value: $(BEAM_PORT_MIN)}
                        """));
    }

    @ParameterizedTest
    @MethodSource("startScripts")
    void aStartScriptThatNamesTheNodeIsGivenWhatItNeeds(String script, String spec, TestNamespace namespace) {
        // When
        var beam = namespace.apply("chat", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: start}
                data:
                  env.sh: |
                    %s
                ---
                """.formatted(script) + SampleRelease.MIX.yaml("chat", 2, spec + """
                          template:
                            spec:
                              volumes: [{name: start, configMap: {name: start}}]
                              containers:
                              - name: beam
                                volumeMounts: [{name: start, mountPath: /app/releases/1.4.0/env.sh, subPath: env.sh}]
                        """));

        // Then
        beam.becomesWhole(2);
    }

    @Test
    void anApplicationMayStartTheDistributionItself(TestNamespace namespace) {
        // When
        var beam = namespace.apply("chat", """
                apiVersion: beamcluster.dev/v1alpha1
                kind: BeamCluster
                metadata: {name: chat}
                spec:
                  replicas: 2
                  image: %s
                  release: Custom
                  env:
                  - {name: HOME, value: /tmp}
                  - {name: ERL_ZFLAGS, value: $(BEAM_FLAGS)}
                  - {name: BOOK_NODE, value: $(BEAM_NODE)}
                  - {name: BOOK_COOKIE, valueFrom: {secretKeyRef: {name: chat-cookie, key: cookie}}}
                  template:
                    spec:
                      containers:
                      - name: beam
                        command:
                        - erl
                        - -noinput
                        - -pa
                        - /app
                        - -eval
                        - >-
                          os:cmd("epmd -daemon"), timer:sleep(2000), [Node, Cookie] = [list_to_atom(os:getenv(V))
                          || V <- ["BOOK_NODE", "BOOK_COOKIE"]], {ok, _} = net_kernel:start([Node, longnames]),
                          erlang:set_cookie(Cookie), hello:start()
                """.formatted(SampleRelease.ERL.image()));

        // Then
        beam.becomesWhole(2);
    }

    @Test
    void thePodSpecOfAGenericChartIsKept(TestNamespace namespace) {
        // When
        var beam = namespace.apply(
                "chat", """
                apiVersion: v1
                kind: Secret
                metadata: {name: settings}
                stringData: {RELEASE_COOKIE: from-the-chart, PORT: '8080'}
                ---
                """ + SampleRelease.MIX.yaml("chat", 2, """
                          ports: [{name: http, port: 80, targetPort: 8080}]
                          template:
                            spec:
                              initContainers:
                              - name: migrate
                                image: %s
                                command: [/app/bin/chat, eval, ':ok']
                                env: [{name: RELEASE_TMP, value: /tmp}]
                                %s
                              containers:
                              - name: beam
                                envFrom: [{secretRef: {name: settings}}]
                                startupProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1, failureThreshold: 60}
                                readinessProbe: {httpGet: {path: /, port: 8080}}
                                livenessProbe: {httpGet: {path: /, port: 8080}}
                                lifecycle: {preStop: {exec: {command: [sleep, '1']}}}
                        """.formatted(SampleRelease.MIX.image(), RESTRICTED)));

        // Then
        beam.becomesWhole(2);
        assertThat(beam.exec(beam.pod(0), "echo $PORT").orFail()).isEqualTo("8080\n");
    }

    @Test
    void thePodSpecOfABrokersChartIsKept(TestNamespace namespace) {
        // When
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2, """
                          template:
                            metadata: {labels: {tier: broker}}
                            spec:
                              serviceAccountName: default
                              automountServiceAccountToken: true
                              imagePullSecrets: [{name: none}]
                              securityContext: {runAsUser: 10000, runAsGroup: 10000, fsGroup: 10000}
                              affinity:
                                podAntiAffinity:
                                  preferredDuringSchedulingIgnoredDuringExecution:
                                  - weight: 1
                                    podAffinityTerm:
                                      topologyKey: kubernetes.io/hostname
                                      labelSelector: {matchLabels: {tier: broker}}
                              containers:
                              - name: beam
                                envFrom: [{secretRef: {name: none, optional: true}}]
                        """));

        // Then
        beam.becomesWhole(2);
        assertThat(beam.exec(beam.pod(0), "id -u").orFail()).isEqualTo("10000\n");
    }

    @Test
    void nodesThatConnectOnlyWhenToldToBecomeWhole(TestNamespace namespace) {
        // When
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3, """
                  env: [{name: ERL_FLAGS, value: -connect_all false -kernel dist_auto_connect never}]
                """));

        // Then
        beam.becomesWhole(3);
    }

    @Test
    void anImageWhoseFilesBelongToNobodyRunsAsAnotherUser(TestNamespace namespace) {
        // When
        var beam = namespace.apply(
                "chat",
                SampleRelease.MIX.yaml("chat", 2).replace(SampleRelease.MIX.image(), FieldImage.PHOENIX.image()));

        // Then
        beam.becomesWhole(2);
        assertThat(beam.exec(beam.pod(0), "id -u; stat --format=%U /app /app/bin/chat")
                        .orFail())
                .isEqualTo("1000\nnobody\nnobody\n");
        assertThat(beam.exec(beam.pod(0), "touch /app/file").err()).contains("Read-only file system");
    }
}

package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** Conventions of public images that a spec can express. */
@EndToEnd
class ImageConventionsE2E {

    private static final Duration REPORTED = Duration.ofSeconds(30);

    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: mine}
            stringData: {%s}
            ---
            """;

    @Test
    void aCustomImageMayHaveTheVariablesOfOtherReleases(TestNamespace namespace) {
        // When
        var beam = namespace.apply("chat", SampleRelease.CUSTOM.yaml("chat", 2, """
                  - {name: RELEASE_COOKIE, valueFrom: {secretKeyRef: {name: chat-cookie, key: cookie}}}
                  - {name: RELEASE_NODE, value: $(BEAM_NODE)}
                """));

        // Then
        beam.becomesWhole(2);
        assertThat(beam.exec(beam.pod(0), "echo $RELEASE_COOKIE").orFail())
                .isEqualTo(
                        beam.exec(beam.pod(1), "cat /etc/ledger/cookie; echo").orFail());
    }

    @Test
    void aVolumeHoldsTheFolderOfTheCookie(TestNamespace namespace) {
        // When
        var beam =
                namespace.apply("chat", SampleRelease.ERL.yaml("chat", 2, """
                  cookie: {file: /var/lib/chat/.erlang.cookie}
                  env: [{name: HOME, value: /var/lib/chat}]
                  storage: {volumes: [{name: data, mountPath: /var/lib/chat, size: 64Mi}]}
                """)).becomesWhole(2);
        var _ = beam.exec(beam.pod(1), "echo remembered > /var/lib/chat/note").orFail();
        var _ = namespace.kubectl().run("delete", "pod", "chat-1").orFail();

        // Then
        beam.becomesWhole(2);
        assertThat(beam.exec(beam.pod(1), "cat /var/lib/chat/note").orFail()).isEqualTo("remembered\n");
    }

    @Test
    void aCookieThatRelxCannotPassOnIsRefusedByItsCharacter(TestNamespace namespace) {
        // When
        var beam = namespace.apply(
                "chat",
                SECRET.formatted("erlang: 'abc#def'")
                        + SampleRelease.RELX.yaml("chat", 1, "  cookie: {secretRef: {name: mine, key: erlang}}\n"));

        // Then
        beam.eventually(
                REPORTED,
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("InvalidSpec")
                        .mentions("spec.cookie.secretRef", "contains #"));
        assertThat(beam.pods()).isEmpty();
    }

    @Test
    void flagsInASecretAreKeptBesideTheOperators(TestNamespace namespace) {
        // When
        var beam = namespace
                .apply("chat", SECRET.formatted("ERL_ZFLAGS: '+P 2000000'") + SampleRelease.MIX.yaml("chat", 2, """
                          env: [{name: ERL_ZFLAGS, value: $(ERL_ZFLAGS)}]
                          template: {spec: {containers: [{name: beam, envFrom: [{secretRef: {name: mine}}]}]}}
                        """))
                .becomesWhole(2);

        // Then
        assertThat(beam.exec(beam.pod(0), "/app/bin/chat rpc 'IO.puts(:erlang.system_info(:process_limit))'")
                        .orFail())
                .isEqualTo("2097152\n");
        assertThat(beam.exec(beam.pod(0), "echo $ERL_ZFLAGS").orFail()).contains("inet_dist_listen_min 9100");
    }

    @Test
    void aCrashDumpOutlivesItsContainer(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 1)).becomesWhole(1);
        var before = beam.incarnations();

        // When
        var _ = beam.exec(beam.pod(0), "kill -USR1 1").orFail();

        // Then
        beam.eventually(Beam.WHOLE, _ -> assertThat(beam.incarnations()).isNotEqualTo(before));
        beam.becomesWhole(1);
        assertThat(beam.exec(beam.pod(0), "head -n 3 /home/beam/erl_crash.dump").orFail())
                .startsWith("=erl_crash_dump:")
                .contains("Slogan: Received SIGUSR1");
    }
}

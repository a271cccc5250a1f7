package dev.beamcluster.e2e.tests.mesh;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** Distributed VMs in other containers of the pod, which share epmd with the node. */
@EndToEnd
class SidecarVmE2E {

    private static final String RESTRICTED =
            "securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}";

    @Test
    void startsBeforeTheNodeAndEndsBeforeIt(TestNamespace namespace) {
        // When
        var beam = namespace.apply(
                "chat", SampleRelease.ERL.yaml("chat", 2, """
                  template:
                    spec:
                      initContainers:
                      - name: first
                        image: %1$s
                        command: [erl, -name, first@127.0.0.1, -noinput]
                        restartPolicy: Always
                        env: [{name: HOME, value: /tmp}]
                        %2$s
                      containers:
                      - name: second
                        image: %1$s
                        command: [erl, -name, second@127.0.0.1, -noinput]
                        env: [{name: HOME, value: /tmp}]
                        %2$s
                      - name: beam
                        command:
                        - bash
                        - -c
                        - until [ -e /tmp/start ]; do sleep 0.2; done; exec erl -noinput -pa /app -s hello
                """.formatted(SampleRelease.ERL.image(), RESTRICTED)));

        // Then the message leaves open whose name epmd knows
        beam.eventually(
                Beam.WHOLE,
                status -> status.condition("Meshed")
                        .isFalse()
                        .mentions("(first", "the name of another VM in the pod, chat-0 is still starting"));

        // When the nodes start
        for (int ordinal = 0; ordinal < 2; ordinal++) {
            var _ = beam.exec(beam.pod(ordinal), "touch /tmp/start").orFail();
        }

        // Then
        beam.becomesWhole(2);

        // When the sidecar ends, and epmd with it
        var before = beam.incarnations();
        var _ = namespace.kubectl().run("exec", "chat-0", "--container=first", "--", "bash", "-c", "kill 1");
        beam.eventually(
                Beam.WHOLE,
                _ -> assertThat(namespace
                                .kubectl()
                                .fields(
                                        "pod/chat-0",
                                        "{.status.initContainerStatuses[?(@.name=='first')].restartCount}"))
                        .isEqualTo("1"));

        // Then all register again
        beam.eventually(
                Beam.WHOLE,
                _ -> assertThat(beam.exec(beam.pod(0), "epmd -names").orFail()).contains("chat", "first", "second"));
        beam.becomesWhole(2);
        assertThat(beam.incarnations()).isEqualTo(before);
    }
}

package dev.beamcluster.e2e.tests.mesh;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.Kubectl;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.OperatorLog;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;

/**
 * A container that opens TCP connections to other pods. Its image must have bash and coreutils.
 *
 * @param kubectl for the namespace of the pod
 * @param pod its name
 * @param container its name
 */
record Caller(Kubectl kubectl, String pod, String container) {

    /** Creates a pod that is not a node, and waits until it runs. */
    static Caller stranger(TestNamespace namespace, Map<String, String> labels) {
        var all = labels.entrySet().stream()
                .map(label -> label.getKey() + ": " + label.getValue())
                .collect(Collectors.joining(", "));
        var _ = namespace.kubectl().apply(yaml(all)).orFail();
        var _ = namespace
                .kubectl()
                .run("wait", "--for=condition=Ready", "pod/stranger", "--timeout=120s")
                .orFail();
        return new Caller(namespace.kubectl(), "stranger", "beam");
    }

    static Caller node(Beam beam, int ordinal) {
        return new Caller(
                beam.namespace().kubectl(), beam.pod(ordinal).getMetadata().getName(), "beam");
    }

    static Caller operator(Cluster cluster, OperatorInstall operator) {
        var pod = new OperatorLog(cluster, operator).pods().getFirst();
        return new Caller(
                cluster.kubectl().in(operator.namespace()),
                pod.getMetadata().getName(),
                pod.getSpec().getContainers().getFirst().getName());
    }

    /** A pod that is not a node; it does nothing. */
    private static String yaml(String labels) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: stranger
                  labels: {%s}
                spec:
                  terminationGracePeriodSeconds: 0
                  securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: beam
                    image: %s
                    imagePullPolicy: IfNotPresent
                    command: [sleep, infinity]
                    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """.formatted(labels, SampleRelease.MIX.image());
    }

    /** Returns those of the ports that accept a connection within five seconds. */
    Set<Integer> reaches(String address, Set<Integer> ports) {
        var line = ports.stream()
                .map(port -> "timeout 5 bash -c 'exec 3<>/dev/tcp/%s/%d' 2>/dev/null && echo %d &"
                        .formatted(address, port, port))
                .collect(Collectors.joining("\n", "", "\nwait"));
        return kubectl.run("exec", pod, "--container=" + container, "--", "bash", "-c", line)
                .orFail()
                .lines()
                .map(Integer::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

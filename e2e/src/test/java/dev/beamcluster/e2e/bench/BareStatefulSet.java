package dev.beamcluster.e2e.bench;

/** The baseline of the comparison: a StatefulSet with the same image and parallel pod management, without an operator. */
final class BareStatefulSet {

    private BareStatefulSet() {}

    /** In the spec of a BeamCluster that is compared with it: the image loads modules on demand, which a release does not. */
    static final String MODE = "  env: [{name: RELEASE_MODE, value: embedded}]\n";

    /** Without a probe, Kubernetes marks a pod ready when its process starts; with it, when the application listens. */
    private static final String PROBE = """
                        readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}
                """;

    /** A minimal headless Service and StatefulSet, both named {@code bare}. */
    static String yaml(String image, int replicas) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: bare}
                spec:
                  clusterIP: None
                  publishNotReadyAddresses: true
                  selector: {app: bare}
                  ports: [{name: epmd, port: 4369}]
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: bare}
                spec:
                  replicas: %d
                  serviceName: bare
                  podManagementPolicy: Parallel
                  selector: {matchLabels: {app: bare}}
                  template:
                    metadata: {labels: {app: bare}}
                    spec:
                      securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
                      containers:
                      - name: beam
                        image: %s
                        env:
                        - {name: POD, valueFrom: {fieldRef: {apiVersion: v1, fieldPath: metadata.name}}}
                        - {name: RELEASE_DISTRIBUTION, value: name}
                        - {name: RELEASE_NODE, value: chat@$(POD).bare}
                        - {name: RELEASE_COOKIE, value: bare}
                        - {name: RELEASE_MODE, value: embedded}
                        - {name: RELEASE_TMP, value: /tmp}
                        - {name: HOME, value: /tmp}
                        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """.formatted(replicas, image);
    }

    /**
     * The same, with a readiness probe on the application port.
     *
     * @param minReadySeconds how long a pod must be ready to be available
     */
    static String yamlWithProbe(String image, int replicas, int minReadySeconds) {
        return yaml(image, replicas)
                        .replace(
                                "  podManagementPolicy:",
                                "  minReadySeconds: %d\n  podManagementPolicy:".formatted(minReadySeconds))
                + PROBE;
    }
}

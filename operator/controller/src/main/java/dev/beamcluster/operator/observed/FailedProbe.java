package dev.beamcluster.operator.observed;

import java.util.List;
import java.util.Optional;

/**
 * A probe of the kubelet that has not succeeded.
 *
 * @param kind which of the three probes
 * @param container the container that is probed
 * @param check what the probe does
 * @param saw what it saw last, as the kubelet reports it without addresses; empty if no Event says it
 */
public record FailedProbe(Kind kind, String container, Check check, Optional<String> saw) {

    /** The probes of a container (Kubernetes, Configure Liveness, Readiness and Startup Probes). */
    public enum Kind {
        STARTUP,
        READINESS,
        LIVENESS
    }

    /** What a probe does. A port is a number, or the name of a container port. */
    public sealed interface Check {

        /** Opens a TCP connection. */
        record Tcp(String port) implements Check {}

        /** Sends an HTTP request. */
        record Http(String uri, String port) implements Check {}

        /** Calls the gRPC health service. */
        record Grpc(String port) implements Check {}

        /** Runs a command in the container. */
        record Exec(List<String> command) implements Check {}
    }
}

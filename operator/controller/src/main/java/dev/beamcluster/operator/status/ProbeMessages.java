package dev.beamcluster.operator.status;

import java.util.List;
import java.util.Optional;

import dev.beamcluster.operator.observed.FailedProbe;
import dev.beamcluster.operator.observed.FailedProbe.Check;

/** Describes probes that fail. */
final class ProbeMessages {

    private static final int MAX_COMMAND = 80;

    private ProbeMessages() {}

    /** Describes a probe that keeps a container unready; {@code lasting} is the time in words. */
    static String unready(FailedProbe probe, String lasting) {
        String name = kind(probe) + " of container " + probe.container();
        String check = " (" + check(probe.check()) + ")";
        return probe.saw()
                .map(saw -> name + " has failed " + lasting + check + ": " + saw + advice(probe, saw))
                .orElseGet(() -> name + " has not succeeded " + lasting + check);
    }

    /** Describes a probe for which a container was stopped. */
    static String fatal(FailedProbe probe) {
        return "stopped because its " + kind(probe) + " failed (" + check(probe.check())
                + probe.saw().map(saw -> ": " + saw).orElse("")
                + "); fix the probe, or raise its failureThreshold";
    }

    private static String kind(FailedProbe probe) {
        return switch (probe.kind()) {
            case STARTUP -> "startup probe";
            case READINESS -> "readiness probe";
            case LIVENESS -> "liveness probe";
        };
    }

    private static String check(Check check) {
        return switch (check) {
            case Check.Tcp(String port) -> "TCP port " + port;
            case Check.Http(String uri, String port) -> "GET " + uri + " on port " + port;
            case Check.Grpc(String port) -> "gRPC port " + port;
            case Check.Exec(List<String> command) -> "`" + ShortText.of(String.join(" ", command), MAX_COMMAND) + "`";
        };
    }

    private static String advice(FailedProbe probe, String saw) {
        return Optional.of(probe.check())
                .filter(check -> !(check instanceof Check.Exec) && saw.contains("connection refused"))
                .map(_ -> " (nothing listens there: check the port, and the address that the application binds to)")
                .orElse("");
    }
}

package dev.beamcluster.operator.reconcile.pods;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.operator.observed.FailedProbe;
import dev.beamcluster.operator.observed.FailedProbe.Check;
import dev.beamcluster.operator.observed.FailedProbe.Kind;
import dev.beamcluster.operator.status.ShortText;

/** What the probes of a container do according to its spec, and what they saw according to the pod's Events. */
record ProbeReport(Container container, List<PodWarning> warnings) {

    /** The kubelet writes what a probe saw in an Event with this reason ({@code pkg/kubelet/prober/prober.go}). */
    private static final String UNHEALTHY = "Unhealthy";

    private static final Pattern NOTE =
            Pattern.compile("(Startup|Readiness|Liveness) probe (?:failed|errored)[^:]*: *(.*)", Pattern.DOTALL);

    /**
     * The parts of a Go network error that name the pod's address, which differ from pod to pod: {@code Get "URL": dial tcp
     * ADDRESS: connect: connection refused}.
     */
    private static final Pattern ADDRESSES = Pattern.compile(
            "^(?:(?:Get|Post|Head)\\s\"[^\"]*\":\\s)?(?:(?:dial|read)\\stcp\\s\\S+:\\s)?(?:connect:\\s)?");

    /** What is left of an Event's text in a status. */
    private static final int MAX_LENGTH = 200;

    private static final Map<String, Kind> KINDS =
            Map.of("Startup", Kind.STARTUP, "Readiness", Kind.READINESS, "Liveness", Kind.LIVENESS);

    /** Returns the probe for which the kubelet does not regard the container as ready; empty if it has none. */
    Optional<FailedProbe> unready(ContainerStatus status) {
        boolean isStarting = container.getStartupProbe() != null && !Boolean.TRUE.equals(status.getStarted());
        return failed(
                isStarting ? Kind.STARTUP : Kind.READINESS,
                warning -> PodView.runsSince(status)
                        .filter(start -> !warning.at().isBefore(start))
                        .isPresent());
    }

    /** Returns the probe for which the kubelet stopped the container, according to an Event that matches; empty if none does. */
    Optional<FailedProbe> fatal(Predicate<PodWarning> when) {
        return Stream.of(Kind.LIVENESS, Kind.STARTUP)
                .flatMap(kind -> failed(kind, when).stream())
                .filter(probe -> probe.saw().isPresent())
                .findFirst();
    }

    /** How long the kubelet tolerates a probe that fails from the start of the container, in seconds. */
    long patience(Kind kind) {
        Probe probe = probe(kind);
        return probe == null
                ? 0
                : orElse(probe.getInitialDelaySeconds(), 0)
                        + orElse(probe.getPeriodSeconds(), 10) * (orElse(probe.getFailureThreshold(), 3) - 1L);
    }

    private Optional<FailedProbe> failed(Kind kind, Predicate<PodWarning> when) {
        return check(kind).map(check -> new FailedProbe(kind, container.getName(), check, saw(kind, when)));
    }

    private Optional<String> saw(Kind kind, Predicate<PodWarning> when) {
        return warnings.stream()
                .filter(warning -> warning.reason().equals(UNHEALTHY))
                .filter(warning -> warning.container()
                        .filter(name -> !name.equals(container.getName()))
                        .isEmpty())
                .filter(when)
                .sorted(PodWarning.BY_TIME.reversed())
                .map(warning -> NOTE.matcher(warning.note()))
                .filter(note -> note.matches() && KINDS.get(note.group(1)) == kind)
                .map(note -> shortened(note.group(2)))
                .findFirst();
    }

    private static String shortened(String note) {
        String firstLine = note.strip().lines().findFirst().orElse("no output");
        String text = ADDRESSES.matcher(firstLine).replaceFirst("");
        return ShortText.of(text, MAX_LENGTH);
    }

    private @Nullable Probe probe(Kind kind) {
        return switch (kind) {
            case STARTUP -> container.getStartupProbe();
            case READINESS -> container.getReadinessProbe();
            case LIVENESS -> container.getLivenessProbe();
        };
    }

    private Optional<Check> check(Kind kind) {
        Probe probe = probe(kind);
        if (probe == null) {
            return Optional.empty();
        }
        if (probe.getTcpSocket() != null) {
            return Optional.of(new Check.Tcp(port(probe.getTcpSocket().getPort())));
        }
        if (probe.getHttpGet() != null) {
            return Optional.of(new Check.Http(
                    Objects.requireNonNullElse(probe.getHttpGet().getPath(), "/"),
                    port(probe.getHttpGet().getPort())));
        }
        if (probe.getGrpc() != null) {
            return Optional.of(new Check.Grpc(String.valueOf(probe.getGrpc().getPort())));
        }
        return Optional.ofNullable(probe.getExec()).map(exec -> new Check.Exec(exec.getCommand()));
    }

    private static String port(IntOrString port) {
        return String.valueOf(port.getValue());
    }

    private static int orElse(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}

package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Distribution;

/** The flags of {@code erl} that implement {@code spec.distribution} (Erlang/OTP, erl(1), kernel(6), Distribution over TLS). */
final class DistributionFlags {

    private DistributionFlags() {}

    static String of(BeamCluster cluster) {
        Distribution distribution = cluster.getSpec().distribution();
        var flags = new ArrayList<String>();
        protocol(distribution).ifPresent(name -> flags.add("-proto_dist " + name));
        if (distribution.tls() != null) {
            flags.add("-ssl_dist_optfile " + TlsVolume.OPTIONS_PATH);
        }
        if (!distribution.epmd()) {
            flags.add("-start_epmd false -erl_epmd_port $(BEAM_PORT_MIN)");
        }
        List<String> kernel = kernel(distribution);
        if (!kernel.isEmpty()) {
            flags.add("-kernel " + String.join(" ", kernel));
        }
        return String.join(" ", flags);
    }

    /** Returns the value of {@code -proto_dist}; empty for the default of {@code erl}, {@code inet_tcp}. */
    static Optional<String> protocol(Distribution distribution) {
        boolean tls = distribution.tls() != null;
        return switch (distribution.ipFamily()) {
            case IPv4 -> tls ? Optional.of("inet_tls") : Optional.empty();
            case IPv6 -> Optional.of(tls ? "inet6_tls" : "inet6_tcp");
        };
    }

    private static List<String> kernel(Distribution distribution) {
        var settings = new ArrayList<String>();
        if (distribution.epmd()) {
            settings.add("inet_dist_listen_min $(BEAM_PORT_MIN) inet_dist_listen_max $(BEAM_PORT_MAX)");
        }
        if (distribution.netTickTimeSeconds() != null) {
            settings.add("net_ticktime " + distribution.netTickTimeSeconds());
        }
        return settings;
    }
}

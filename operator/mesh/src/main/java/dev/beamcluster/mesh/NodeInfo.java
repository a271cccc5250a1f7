package dev.beamcluster.mesh;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node reports about itself.
 *
 * @param otpRelease {@code erlang:system_info(otp_release)}, for example {@code 27}
 * @param release {@code init:script_id()}: the release and its version, for example {@code chat 1.4.0}; plain Erlang
 *     reports {@code Erlang/OTP 27}
 * @param applications {@code application:which_applications/1}: the running applications and their versions
 * @param netTickSeconds {@code net_kernel:get_net_ticktime()}; empty while it is being changed
 * @param preventsOverlappingPartitions the kernel setting {@code prevent_overlapping_partitions}, true by default
 *     (Erlang/OTP 25, kernel)
 * @param protocol the distribution protocol, {@code -proto_dist}; {@code inet_tcp} by default (kernel)
 * @param hidden whether the node was started with {@code -hidden}: its peers' {@code nodes()}, global and pg leave it
 *     out (Erlang/OTP, Distributed Erlang)
 */
public record NodeInfo(
        String otpRelease,
        String release,
        SortedMap<String, String> applications,
        Optional<Integer> netTickSeconds,
        boolean preventsOverlappingPartitions,
        String protocol,
        boolean hidden) {

    public NodeInfo {
        applications = Collections.unmodifiableSortedMap(new TreeMap<>(applications));
    }
}

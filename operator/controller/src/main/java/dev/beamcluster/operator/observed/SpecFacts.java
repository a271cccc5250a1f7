package dev.beamcluster.operator.observed;

import java.util.Optional;

/**
 * What the spec says about the names of the nodes and about what they share. Remedies refer to it.
 *
 * @param release the kind of release, as in {@code spec.release}
 * @param byAddress whether the host of a node's name is the address of its pod, or the name of its A record
 * @param clusterDomain {@code spec.distribution.clusterDomain}, if it is set
 * @param cookieSecret the user's Secret with the cookie; empty if the operator generates the cookie
 * @param tlsSecret the Secret with the certificates, if the distribution uses TLS
 */
public record SpecFacts(
        String release,
        boolean byAddress,
        Optional<String> clusterDomain,
        Optional<String> cookieSecret,
        Optional<String> tlsSecret) {}

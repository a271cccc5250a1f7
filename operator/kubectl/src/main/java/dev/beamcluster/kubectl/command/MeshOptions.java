package dev.beamcluster.kubectl.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.cluster.Credentials;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.Protocol;

/** How a command joins a mesh, where the BeamCluster does not say it, or the person wants it otherwise. */
final class MeshOptions {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    @Option(
            names = "--cookie-secret",
            paramLabel = "SECRET[/KEY]",
            description = "Secret with the cookie; the key is cookie by default.")
    @Nullable
    String cookieSecret;

    @Option(names = "--cookie-file", paramLabel = "FILE", description = "File with the cookie.")
    @Nullable
    Path cookieFile;

    @Option(
            names = "--tls-secret",
            paramLabel = "SECRET",
            description = "Secret with tls.crt, tls.key and ca.crt, with which to connect.")
    @Nullable
    String tlsSecret;

    @Option(
            names = "--answer-timeout",
            paramLabel = "MILLIS",
            description = "How long a node may take to answer; default: ${DEFAULT-VALUE}.")
    private long timeoutMillis = 5000;

    /** Returns the cookie that the person names; null if none. */
    @Nullable
    Cookie named(Credentials credentials) {
        if (cookieFile != null) {
            return Credentials.cookie(cookieFile);
        }
        return cookieSecret == null ? null : credentials.cookie(cookieSecret);
    }

    Cookie cookie(Credentials credentials, BeamCluster cluster) {
        Cookie named = named(credentials);
        return named == null ? credentials.cookie(cluster) : named;
    }

    /** A target that is only watched: nothing is connected, and nothing is healed. */
    MeshTarget target(Cookie cookie, Protocol protocol, List<Member> members) {
        return new MeshTarget(
                cookie,
                protocol,
                members,
                List.of(),
                MeshTarget.Formation.APPLICATION,
                MeshTarget.Healing.NONE,
                INTERVAL,
                Duration.ofMillis(timeoutMillis));
    }
}

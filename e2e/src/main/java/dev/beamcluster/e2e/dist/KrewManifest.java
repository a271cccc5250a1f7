package dev.beamcluster.e2e.dist;

import java.io.IOException;
import java.nio.file.Path;

/** What {@code kubectl krew install --manifest=beam.yaml --archive=FILE} reads (krew, Plugin Manifest). */
final class KrewManifest {

    private KrewManifest() {}

    static String of(String version, Platform platform, Path archive) throws IOException {
        String folder = archive.getFileName().toString().replace(".tar.gz", "");
        return """
                apiVersion: krew.googlecontainertools.github.com/v1alpha2
                kind: Plugin
                metadata:
                  name: beam
                spec:
                  version: v%1$s
                  shortDescription: Health, links and history of Erlang and Elixir clusters
                  description: |
                    What a person asks a BeamCluster: whether it is whole, and if not, which
                    link is missing and why. Verifies any BEAM workload, also without an operator.
                  platforms:
                  - selector:
                      matchLabels: {os: %2$s, arch: %3$s}
                    # Set this to where you publish the archive; --archive does not read it.
                    uri: https://example.com/%4$s
                    sha256: %5$s
                    files:
                    - from: %6$s/*
                      to: .
                    bin: kubectl-beam
                """.formatted(
                version, platform.os(), platform.arch(), archive.getFileName(), Archive.sha256(archive), folder);
    }
}

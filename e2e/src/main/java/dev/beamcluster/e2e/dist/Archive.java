package dev.beamcluster.e2e.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Archives and their checksums. */
final class Archive {

    private Archive() {}

    /**
     * Packs a folder next to it. What a link leads to is packed in its place: the licenses of a runtime are links, and krew 0.4.4
     * refuses an archive with anything but files and folders. The times of the files stay: the JVM's cache is checked against them.
     */
    static Path of(Path folder) throws IOException, InterruptedException {
        Path archive = folder.resolveSibling(folder.getFileName() + ".tar.gz");
        var _ = Programs.run(
                Map.of(),
                "tar",
                "--create",
                "--gzip",
                "--dereference",
                "--hard-dereference",
                "--file=" + archive,
                "--directory=" + folder.getParent(),
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                folder.getFileName().toString());
        return archive;
    }

    /** Unpacks an archive into a folder that exists. */
    static void unpack(Path archive, Path folder) throws IOException, InterruptedException {
        var _ = Programs.run(Map.of(), "tar", "--extract", "--gzip", "--file=" + archive, "--directory=" + folder);
    }

    static String sha256(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What {@code sha256sum --check} reads. */
    static String checksums(List<Path> files) throws IOException {
        var lines = new StringBuilder();
        for (Path file : files) {
            lines.append(sha256(file)).append("  ").append(file.getFileName()).append('\n');
        }
        return lines.toString();
    }
}

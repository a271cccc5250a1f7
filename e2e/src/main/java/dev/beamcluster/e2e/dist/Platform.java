package dev.beamcluster.e2e.dist;

import java.util.Locale;

/**
 * An operating system and an architecture, as Go and krew name them.
 *
 * @param os {@code linux} or {@code darwin}
 * @param arch {@code amd64} or {@code arm64}
 */
record Platform(String os, String arch) {

    static Platform ofThisMachine() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String osName, String osArch) {
        return new Platform(
                osName.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux",
                osArch.equals("aarch64") ? "arm64" : "amd64");
    }

    @Override
    public String toString() {
        return os + "-" + arch;
    }
}

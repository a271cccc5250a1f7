package dev.beamcluster.e2e.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code java Dist.java VERSION [FOLDER]}: makes two archives of the plugin, one with a Java runtime and a cache of loaded
 * classes for this platform, and a portable one, with their checksums and a manifest for krew.
 */
public final class Dist {

    private static final String MODULE = "operator/kubectl";

    /** The modules of the operator's runtime (operator/controller/Dockerfile). */
    private static final String MODULES =
            "java.base,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.httpserver";

    /** JVM's caches contain the times of the jars. */
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private final Path root;
    private final Path folder;
    private final String version;
    private final Platform platform = Platform.ofThisMachine();

    private Dist(Path root, Path folder, String version) {
        this.root = root;
        this.folder = folder;
        this.version = version;
    }

    /** Runs in the root of a clone whose plugin is packaged. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var root = Path.of("").toAbsolutePath();
        var folder = arguments.length > 1 ? Path.of(arguments[1]) : root.resolve("target/dist");
        make(root, folder, arguments[0]).forEach(System.out::println);
    }

    /**
     * Makes the archives.
     *
     * @param root of the clone
     * @param folder for the results; what is in it is deleted
     * @return the files
     */
    public static List<Path> make(Path root, Path folder, String version) throws IOException, InterruptedException {
        return new Dist(root, folder, version).make();
    }

    /** The folder with the unpacked plugin for this platform, which {@link #make} leaves behind. */
    public static Path unpacked(Path folder, String version) {
        return folder.resolve(name(version, Platform.ofThisMachine().toString()));
    }

    private static String name(String version, String platform) {
        return "kubectl-beam-%s-%s".formatted(version, platform);
    }

    private List<Path> make() throws IOException, InterruptedException {
        Programs.delete(folder);
        Files.createDirectories(folder);
        Path portable = staged("portable");
        Path own = staged(platform.toString());
        link(own.resolve("runtime"));
        TrainingRun.train(own);
        var archives = List.of(Archive.of(own), Archive.of(portable));
        check(archives.getFirst());
        var results = new ArrayList<>(archives);
        results.add(write("sha256sums.txt", Archive.checksums(archives)));
        results.add(write("beam.yaml", KrewManifest.of(version, platform, archives.getFirst())));
        return results;
    }

    /** The files that both archives have. */
    private Path staged(String kind) throws IOException {
        Path stage = folder.resolve(name(version, kind));
        Path lib = Files.createDirectories(stage.resolve("lib"));
        for (Path jar : jars()) {
            boolean isPlugin = jar.getFileName().toString().startsWith("beamcluster-kubectl-");
            Path copy = isPlugin ? stage.resolve("kubectl-beam.jar") : lib.resolve(jar.getFileName());
            Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
            QuickJar.renew(copy);
            Files.setLastModifiedTime(copy, TIME);
        }
        for (String program : List.of("kubectl-beam", "kubectl_complete-beam")) {
            Path copy = stage.resolve(program);
            Files.copy(root.resolve(MODULE + "/src/dist").resolve(program), copy);
            if (!copy.toFile().setExecutable(true, false)) {
                throw new IOException(copy + " cannot be made executable");
            }
        }
        Files.copy(root.resolve("LICENSE"), stage.resolve("LICENSE"));
        Files.copy(root.resolve("docs/kubectl-beam.md"), stage.resolve("README.md"));
        return stage;
    }

    private List<Path> jars() throws IOException {
        Path target = root.resolve(MODULE).resolve("target");
        try (Stream<Path> own = Files.list(target);
                Stream<Path> others = Files.list(target.resolve("lib"))) {
            return Stream.concat(
                            own.filter(file -> file.getFileName().toString().matches("beamcluster-kubectl-.*\\.jar")),
                            others)
                    .sorted()
                    .toList();
        }
    }

    /** Links from the runtime of this JDK, which need not have jmods (JEP 493). */
    private void link(Path runtime) throws IOException, InterruptedException {
        Programs.run(
                Map.of(),
                Programs.ofJdk("jlink"),
                "--output",
                runtime.toString(),
                "--add-modules",
                MODULES,
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages");
    }

    /** Runs the plugin as a user does who unpacks it. */
    private void check(Path archive) throws IOException, InterruptedException {
        Path elsewhere = Files.createTempDirectory("kubectl-beam");
        try {
            Archive.unpack(archive, elsewhere);
            TrainingRun.check(unpacked(elsewhere, version));
        } finally {
            Programs.delete(elsewhere);
        }
    }

    private Path write(String file, String text) throws IOException {
        return Files.writeString(folder.resolve(file), text);
    }
}

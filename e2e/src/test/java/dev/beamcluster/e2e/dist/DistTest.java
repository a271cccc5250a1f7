package dev.beamcluster.e2e.dist;

import java.lang.classfile.ClassFile;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.beamcluster.e2e.harness.Command;
import dev.beamcluster.e2e.harness.Repository;

import static java.lang.constant.ConstantDescs.CD_int;
import static org.assertj.core.api.Assertions.assertThat;

class DistTest {

    private static final Path LAUNCHER = Repository.here().file("operator/kubectl/src/dist/kubectl-beam");

    @Test
    void aManifestNamesTheArchiveAndItsChecksum(@TempDir Path folder) throws Exception {
        // Given
        Path plugin = Files.createDirectories(folder.resolve("kubectl-beam-1.2.3-linux-amd64"));
        Files.writeString(plugin.resolve("kubectl-beam"), "x");

        // When
        Path archive = Archive.of(plugin);
        String manifest = KrewManifest.of("1.2.3", new Platform("linux", "amd64"), archive);

        // Then
        assertThat(manifest)
                .contains(
                        "version: v1.2.3",
                        "{os: linux, arch: amd64}",
                        "sha256: " + Archive.sha256(archive),
                        "from: kubectl-beam-1.2.3-linux-amd64/*");
        Files.writeString(folder.resolve("sums"), Archive.checksums(List.of(archive)));
        assertThat(new Command(
                                List.of("sh", "-c", "cd \"$FOLDER\" && sha256sum --check sums"),
                                Map.of("FOLDER", folder.toString()),
                                Duration.ofMinutes(1))
                        .run()
                        .orFail())
                .isEqualTo("kubectl-beam-1.2.3-linux-amd64.tar.gz: OK\n");
    }

    @Test
    void anArchiveHasNoLinks(@TempDir Path folder) throws Exception {
        // Given links of both kinds
        Path plugin = Files.createDirectories(folder.resolve("kubectl-beam-1.2.3-linux-amd64"));
        Path license = Files.writeString(plugin.resolve("LICENSE"), "free");
        Files.createSymbolicLink(plugin.resolve("symbolic"), Path.of("LICENSE"));
        Files.createLink(plugin.resolve("hard"), license);

        // When
        Path archive = Archive.of(plugin);

        // Then each entry is a folder or a file
        assertThat(Command.of("tar", "--list", "--verbose", "--gzip", "--file=" + archive)
                        .run()
                        .orFail()
                        .lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("d") || line.startsWith("-"));
    }

    @Test
    void thePluginFindsItsRuntimeThroughLinks(@TempDir Path folder) throws Exception {
        // Given an installation, and links to it as krew makes them
        Path plugin = Files.createDirectories(folder.resolve("store/beam"));
        Files.copy(LAUNCHER, plugin.resolve("kubectl-beam"));
        Path java = Files.createDirectories(plugin.resolve("runtime/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nfor each; do echo \"$each\"; done\n");
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path link = Files.createSymbolicLink(bin.resolve("kubectl-beam"), Path.of("../store/beam/kubectl-beam"));
        for (Path program : List.of(java, plugin.resolve("kubectl-beam"))) {
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }

        // Then
        assertThat(Command.of(link.toString(), "status", "two words")
                        .run()
                        .orFail()
                        .lines())
                .contains("-jar", "status", "two words")
                .anyMatch(line -> line.endsWith("/store/beam/kubectl-beam.jar"));
    }

    /** With a stand-in for the plugin, as the version of the chart. */
    @Test
    void theLinesOfTheReadmePutItOnThePath(@TempDir Path folder) throws Exception {
        // Given
        var version = Pattern.compile("(?m)^appVersion: *\"?([^\"\\s]+)")
                .matcher(Repository.here().text("deploy/chart/Chart.yaml"));
        assertThat(version.find()).isTrue();
        Path plugin = Files.createDirectories(
                folder.resolve("target/dist/kubectl-beam-%s-linux-amd64".formatted(version.group(1))));
        Path program = Files.writeString(plugin.resolve("kubectl-beam"), "#!/bin/sh\necho here\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Archive.of(plugin);

        // When
        String lines = Repository.here()
                .text("README.md")
                .lines()
                .filter(line -> line.matches("(mkdir|tar|ln) .*"))
                .collect(Collectors.joining("\n"));
        var _ = Command.of("sh", "-ec", "cd \"$HOME\"\n" + lines)
                .withVariable("HOME", folder.toString())
                .run()
                .orFail();

        // Then
        assertThat(Command.of(folder.resolve(".local/bin/kubectl-beam").toString())
                        .run()
                        .orFail())
                .isEqualTo("here\n");
    }

    @Test
    void aPortablePluginWithoutJavaSaysSo(@TempDir Path folder) throws Exception {
        // Given
        Path launcher = folder.resolve("kubectl-beam");
        Files.copy(LAUNCHER, launcher);

        // When
        var result = Command.of("/bin/sh", launcher.toString(), "status")
                .withVariable("PATH", folder.toString())
                .withVariable("JAVA_HOME", folder.toString())
                .run();

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("kubectl beam needs Java 25 or newer: set JAVA_HOME\n");
    }

    @Test
    void oldClassFilesAreRenewedAndDoTheSame(@TempDir Path folder) throws Exception {
        // Given a class file of Java 5, with a branch
        byte[] old = ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
                .build(
                        ClassDesc.of("Old"),
                        type -> type.withVersion(ClassFile.JAVA_5_VERSION, 0)
                                .withMethodBody(
                                        "distance",
                                        MethodTypeDesc.of(CD_int, CD_int),
                                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                        code -> code.iload(0)
                                                .ifThen(
                                                        Opcode.IFLT,
                                                        less -> less.iload(0)
                                                                .ineg()
                                                                .ireturn())
                                                .iload(0)
                                                .ireturn()));
        Path jar = folder.resolve("old.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("Old.class"));
            zip.write(old);
        }

        // When
        QuickJar.renew(jar);

        // Then
        try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                var file = loader.getResourceAsStream("Old.class")) {
            assertThat(ClassFile.of().parse(file.readAllBytes()).majorVersion()).isEqualTo(ClassFile.JAVA_8_VERSION);
            assertThat(loader.loadClass("Old").getMethod("distance", int.class).invoke(null, -3))
                    .isEqualTo(3);
        }
    }

    @Test
    void platformsHaveTheNamesOfGo() {
        assertThat(Platform.of("Mac OS X", "aarch64")).hasToString("darwin-arm64");
        assertThat(Platform.of("Linux", "amd64")).hasToString("linux-amd64");
    }
}

package dev.beamcluster.mesh.monitor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.testkit.Lab;
import dev.beamcluster.testkit.LabNode;

/** A monitor in its own process, which can be stopped and resumed, as on a machine without a free processor. */
final class OtherOperator implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private OtherOperator(Process process) {
        this.process = process;
        Thread.ofVirtual().start(() -> read(process.inputReader()));
    }

    /**
     * Takes a timeout and members, probes these almost without pause, and writes one line for each report that
     * differs from the previous one.
     */
    public static void main(String[] arguments) throws InterruptedException {
        var id = new ClusterId("lab", "mesh", "uid-of-mesh");
        var target = new MeshTarget(
                LabNode.COOKIE,
                Protocol.standard(),
                Arrays.stream(arguments).skip(1).map(OtherOperator::member).toList(),
                List.of(),
                MeshTarget.Formation.APPLICATION,
                MeshTarget.Healing.NONE,
                Duration.ofMillis(1),
                Duration.parse(arguments[0]));
        var monitors = new ArrayList<HiddenNodeMonitor>();
        monitors.add(new HiddenNodeMonitor(
                new NodeName("beamcluster", "other.lab.svc"),
                ThreadLocalRandom.current().nextLong(),
                InstantSource.system(),
                cluster -> monitors.getFirst()
                        .latest(cluster)
                        .ifPresent(seen -> System.out.println(seen.report().isWhole() + " " + seen.report()))));
        monitors.getFirst().watch(id, target);
        Thread.currentThread().join();
    }

    /** Watches this lab, with this timeout for each call. */
    static OtherOperator of(Lab lab, Duration deadline) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                OtherOperator.class.getName(),
                deadline.toString()));
        lab.nodes().forEach(node -> command.add(node.name() + "/" + node.address()));
        try {
            return new OtherOperator(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines about reports so far. */
    List<String> reports() {
        return lines.stream()
                .filter(line -> Stream.of("WHOLE", "BROKEN", "UNKNOWN").anyMatch(line::startsWith))
                .toList();
    }

    /** All that it has printed. */
    List<String> lines() {
        return lines;
    }

    /** The lines about rounds that it discarded. */
    List<String> discardedRounds() {
        return lines.stream()
                .filter(line -> line.contains("discarding probe round"))
                .toList();
    }

    void stop() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read(BufferedReader output) {
        output.lines().forEach(lines::add);
    }

    private static Member member(String text) {
        var parts = text.split("/", 2);
        var node = NodeName.parse(parts[0]).orElseThrow();
        return new Member(node, node.host(), Optional.of(parts[1]));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

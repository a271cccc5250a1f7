package dev.beamcluster.e2e.bench.soak;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.ericsson.otp.erlang.OtpErlangObject;

import dev.beamcluster.e2e.harness.Command;
import dev.beamcluster.e2e.harness.Docker;
import dev.beamcluster.e2e.harness.KubernetesNodeContainer;
import dev.beamcluster.e2e.harness.TestCluster;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.testkit.simulated.NodesOnDemandProcess;

/**
 * The process of the simulated nodes: a container in the network of the Kubernetes node, where pods reach it, with the
 * Java of the operator's image.
 *
 * @param nodes the process
 */
record NodesContainer(NodesOnDemandProcess nodes) implements AutoCloseable {

    /** Reserved for benchmarks (RFC 2544, appendix C.2.2). */
    private static final String NETWORK = "198.18.0.0/16";

    private static final String NAME = "beamcluster-simulated-nodes";

    static NodesContainer start(TestCluster testCluster) throws IOException {
        // Every address of the network is then one of this machine, on which a process may listen.
        var _ = testCluster
                .cluster()
                .node()
                .shell("ip route replace local %s dev lo".formatted(NETWORK))
                .orFail();
        Docker.remove(NAME);
        create(testCluster.operator().images().getFirst());
        return new NodesContainer(
                new NodesOnDemandProcess(List.of("docker", "start", "--attach", "--interactive", NAME)));
    }

    private static void create(String image) {
        List<Path> classes = Stream.of(NodesOnDemandProcess.class, NodeName.class, OtpErlangObject.class)
                .map(NodesContainer::home)
                .distinct()
                .toList();
        List<String> copies = new ArrayList<>();
        for (Path from : classes) {
            copies.add("/classes-" + copies.size() + (Files.isDirectory(from) ? "" : ".jar"));
        }
        var _ = Command.of("docker", "create", "--interactive", "--name", NAME, "--user", "0")
                .with("--network", "container:" + KubernetesNodeContainer.TEST)
                .with("--entrypoint", "/opt/java/bin/java", image, "-XX:+UseSerialGC", "-Xmx512m")
                .with("-classpath", String.join(":", copies), NodesOnDemandProcess.class.getName())
                .run()
                .orFail();
        for (int i = 0; i < copies.size(); i++) {
            var _ = Command.of("docker", "cp", classes.get(i).toString(), NAME + ":" + copies.get(i))
                    .run()
                    .orFail();
        }
    }

    /** The jar or folder that a class was loaded from. */
    private static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address with this number. */
    static String address(int number) {
        return "198.18.%d.%d".formatted(number / 250, 1 + number % 250);
    }

    @Override
    public void close() {
        nodes.close();
        Docker.remove(NAME);
    }
}

package dev.beamcluster.e2e;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;

/**
 * What {@code make demo} shows: a cluster, the operator, one applied resource, and the mesh as the hidden node saw it. The
 * cluster stays until {@code make demo-down}.
 */
public final class Demo {

    private static final String EXAMPLE = "deploy/examples/quick-start";
    private static final String NAMESPACE = "default";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Instant start = Instant.now();
    private final Repository repository = Repository.here();

    private Demo() {}

    /** Runs the demo; ends with a failure when the mesh does not become whole in three minutes. */
    public static void main(String[] arguments) {
        new Demo().run();
        System.out.flush();
        // Without its reaper Testcontainers removes the containers of a process as it exits, and the cluster is to
        // stay.
        Runtime.getRuntime().halt(0);
    }

    private void run() {
        var operator = OperatorInstall.of(repository);
        var workloads = new ExampleImages(repository.file(EXAMPLE)).names();
        step("starting a Kubernetes node in the container " + NodeContainer.DEMO);
        // Not closed: the cluster is what the user gets.
        var cluster = Cluster.open(
                NodeContainer.DEMO,
                Stream.concat(operator.images().stream(), workloads.stream())
                        .distinct()
                        .toList(),
                environment());
        step("installing the operator: helm install beamcluster deploy/chart");
        operator.installChart(cluster, repository);
        step("kubectl apply -f " + EXAMPLE);
        var _ = cluster.kubectl()
                .in(NAMESPACE)
                .applyFolder(repository.file(EXAMPLE))
                .orFail();
        var beam = only(cluster);
        awaitWhole(cluster, beam);
        show(cluster, beam);
        farewell(cluster, beam);
        cluster.client().close();
    }

    /** The demo starts a cluster of its own, unless another is asked for by name. */
    private static Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        if (!"kubeconfig".equals(environment.get(ClusterKind.VARIABLE))) {
            environment.remove("KUBECONFIG");
        }
        return environment;
    }

    private static String only(Cluster cluster) {
        var beams = cluster.client()
                .resources(BeamCluster.class)
                .inNamespace(NAMESPACE)
                .list()
                .getItems();
        return beams.getFirst().getMetadata().getName();
    }

    private void awaitWhole(Cluster cluster, String beam) {
        var seen = new StringBuilder();
        Awaitility.await("the mesh of " + beam + " becomes whole")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    var now = columns(resource(cluster, beam));
                    if (!now.contentEquals(seen)) {
                        seen.setLength(0);
                        seen.append(now);
                        step(now);
                    }
                    return isReady(resource(cluster, beam));
                });
    }

    private static BeamCluster resource(Cluster cluster, String beam) {
        return cluster.client()
                .resources(BeamCluster.class)
                .inNamespace(NAMESPACE)
                .withName(beam)
                .require();
    }

    private static boolean isReady(BeamCluster beam) {
        var status = beam.getStatus();
        return status != null
                && Objects.equals(
                        status.observedGeneration(), beam.getMetadata().getGeneration())
                && status.conditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    private static String columns(BeamCluster beam) {
        var status = beam.getStatus();
        if (status == null || status.summary() == null) {
            return "waiting for a first look";
        }
        return "nodes %s  mesh %s  %s"
                .formatted(status.summary().nodes(), status.summary().links(), ready(status));
    }

    private static String ready(BeamClusterStatus status) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(condition -> "Ready=%s %s".formatted(condition.getStatus(), condition.getReason()))
                .findFirst()
                .orElse("");
    }

    private void show(Cluster cluster, String beam) {
        out.println();
        out.print(kubectl(cluster, "get", "beam", beam));
        out.println();
        out.print(new MeshDrawing(resource(cluster, beam).getStatus()).text());
    }

    private void farewell(Cluster cluster, String beam) {
        out.println();
        if (!Kubectl.isHere()) {
            out.println("alias kubectl='docker exec -it %s k3s kubectl'".formatted(NodeContainer.DEMO));
        }
        out.println("export KUBECONFIG=" + cluster.kubeconfig());
        out.println();
        out.println("Three things to try, with `kubectl get beam -w` in another terminal; `make demo-down` ends it:");
        for (String line : List.of(
                "kubectl scale beam %s --replicas=5".formatted(beam),
                "kubectl delete pod %s-1".formatted(beam),
                "kubectl describe beam %s".formatted(beam))) {
            out.println("  " + line);
        }
    }

    private static String kubectl(Cluster cluster, String... arguments) {
        return cluster.kubectl().in(NAMESPACE).run(arguments).orFail();
    }

    private void step(String what) {
        out.println(
                "[%3d s] %s".formatted(Duration.between(start, Instant.now()).toSeconds(), what));
    }
}

package dev.beamcluster.e2e.demo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.ClusterKind;
import dev.beamcluster.e2e.harness.ExampleImages;
import dev.beamcluster.e2e.harness.Kubectl;
import dev.beamcluster.e2e.harness.KubernetesNodeContainer;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.PacketFilter;
import dev.beamcluster.e2e.harness.Repository;

/**
 * What {@code make demo} shows: a cluster, the operator, one applied resource, a cut link, and what the kubectl plugin says.
 * The cluster stays until {@code make demo-down}.
 */
public final class Demo {

    private static final String EXAMPLE = "deploy/examples/quick-start";
    private static final String NAMESPACE = "default";
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Instant start = Instant.now();
    private final Repository repository = Repository.here();

    private Demo() {}

    /** Runs the demo; fails if the mesh is not complete within three minutes. */
    public static void main(String[] arguments) {
        new Demo().run();
        System.out.flush();
        // With its reaper disabled, Testcontainers removes its containers when the process exits; halt skips that.
        Runtime.getRuntime().halt(0);
    }

    private void run() {
        var operator = OperatorInstall.of(repository);
        // Not closed: the user keeps the cluster.
        var cluster = startCluster(operator);
        step("installing the operator: helm install beamcluster deploy/chart");
        operator.installChart(cluster, repository);
        step("kubectl apply -f " + EXAMPLE);
        var _ = cluster.kubectl()
                .in(NAMESPACE)
                .applyFolder(repository.file(EXAMPLE))
                .orFail();
        var beam = only(cluster);
        beam.await("becomes whole", TIMEOUT, this::step, DemoBeam::isReady);
        if (cluster.container().isPresent()) {
            cutAndRestore(cluster, beam);
        }
        step("building kubectl beam: make dist");
        var plugin = DemoPlugin.of(repository, cluster.kubeconfig());
        out.println();
        out.print(kubectl(cluster, "get", "beam", beam.name()));
        printNextSteps(cluster, beam.name(), plugin);
        for (String command : List.of("mesh ", "status ", "history ")) {
            out.println();
            out.print(plugin.shown(command + beam.name()));
        }
        cluster.client().close();
    }

    private Cluster startCluster(OperatorInstall operator) {
        var workloads = new ExampleImages(repository.file(EXAMPLE)).names();
        step("starting a Kubernetes node in the container " + KubernetesNodeContainer.DEMO);
        return Cluster.open(
                KubernetesNodeContainer.DEMO,
                Stream.concat(operator.images().stream(), workloads.stream())
                        .distinct()
                        .toList(),
                environment());
    }

    /** The demo starts its own cluster unless the environment selects another. */
    private static Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        if (!"kubeconfig".equals(environment.get(ClusterKind.VARIABLE))) {
            environment.remove("KUBECONFIG");
        }
        return environment;
    }

    private static DemoBeam only(Cluster cluster) {
        var beams = cluster.client()
                .resources(BeamCluster.class)
                .inNamespace(NAMESPACE)
                .list()
                .getItems();
        return new DemoBeam(
                cluster.client(), NAMESPACE, beams.getFirst().getMetadata().getName());
    }

    /** Cuts a link: every pod stays ready, and the BeamCluster reports what Kubernetes cannot see. */
    private void cutAndRestore(Cluster cluster, DemoBeam beam) {
        try (var filter = new PacketFilter(cluster.node())) {
            step("cutting the link between %s and %s: every packet is dropped, no connection is closed"
                    .formatted(beam.pod(0), beam.pod(1)));
            filter.cut(beam.podIp(0), beam.podIp(1));
            beam.await("shows the cut", TIMEOUT, this::step, DemoBeam::isMissingLinks);
            out.println();
            out.print(kubectl(cluster, "get", "pods"));
            out.println();
            out.println(beam.message("Meshed"));
            out.println();
            step("giving the link back");
        }
        beam.await("becomes whole again", TIMEOUT, this::step, DemoBeam::isReady);
    }

    private void printNextSteps(Cluster cluster, String beam, DemoPlugin plugin) {
        out.println();
        out.println("Three things to try, with `kubectl get beam -w` in another terminal; `make demo-down` ends it:");
        for (String line : List.of(
                "kubectl scale beam %s --replicas=5".formatted(beam),
                "kubectl delete pod %s-1".formatted(beam),
                "kubectl describe beam %s".formatted(beam))) {
            out.println("  " + line);
        }
        out.println();
        if (!Kubectl.isHere()) {
            out.println("alias kubectl='docker exec -it %s k3s kubectl'".formatted(KubernetesNodeContainer.DEMO));
        }
        out.println("export KUBECONFIG=" + cluster.kubeconfig());
        out.println(plugin.export());
    }

    private static String kubectl(Cluster cluster, String... arguments) {
        return cluster.kubectl().in(NAMESPACE).run(arguments).orFail();
    }

    private void step(String what) {
        out.println(
                "[%3d s] %s".formatted(Duration.between(start, Instant.now()).toSeconds(), what));
    }
}

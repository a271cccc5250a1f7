package dev.beamcluster.e2e.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;

import dev.beamcluster.api.v1alpha1.BeamCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A BeamCluster on the cluster, seen from outside: its resource, its pods, and the nodes' own view of the mesh.
 *
 * @param namespace of the resource
 * @param name of the resource
 */
public record Beam(TestNamespace namespace, String name) {

    /** Long enough to schedule and start pods on a busy machine with two cores. */
    public static final Duration WHOLE = Duration.ofMinutes(2);

    public static final Duration POLL = Duration.ofMillis(200);

    /** Reads the resource from the API server. */
    public BeamCluster get() {
        return namespace
                .cluster()
                .client()
                .resources(BeamCluster.class)
                .inNamespace(namespace.name())
                .withName(name)
                .require();
    }

    /** Waits until the resource meets the expectation. */
    public Beam eventually(Duration within, Consumer<BeamClusterAssert> expectation) {
        await().atMost(within).pollInterval(POLL).untilAsserted(() -> expectation.accept(new BeamClusterAssert(get())));
        return this;
    }

    /** Checks that the resource meets the expectation all that time. */
    public Beam stays(Duration during, Consumer<BeamClusterAssert> expectation) {
        await().during(during)
                .atMost(during.plus(WHOLE))
                .pollInterval(POLL)
                .failFast("it is no longer so", () -> expectation.accept(new BeamClusterAssert(get())))
                .until(() -> true);
        return this;
    }

    /**
     * Waits until it has the pods of that many nodes and no other, also none that is still terminating, and is Ready
     * with every link between them verified. The nodes report the same mesh.
     */
    public Beam becomesWhole(int nodes) {
        awaitPods(nodes);
        eventually(WHOLE, beam -> beam.isWhole(nodes));
        var pods = pods();
        var expected = pods.stream().map(this::nodeOf).collect(Collectors.toSet());
        assertThat(expected).hasSize(nodes);
        for (Pod pod : pods) {
            assertThat(nodesSeenBy(pod))
                    .as("nodes that %s sees", pod.getMetadata().getName())
                    .isEqualTo(expected);
        }
        return this;
    }

    /** Also that they are ready: until the operator sees a new pod, the status is still that of its predecessor. */
    private void awaitPods(int nodes) {
        var names = IntStream.range(0, nodes)
                .mapToObj(ordinal -> name + "-" + ordinal)
                .toList();
        await().atMost(WHOLE)
                .pollInterval(POLL)
                .untilAsserted(
                        () -> assertThat(pods()).extracting(Beam::inShort).containsExactlyElementsOf(names));
    }

    /** The name of a pod, and what keeps it from serving. */
    private static String inShort(Pod pod) {
        var problem = pod.isMarkedForDeletion() ? " (terminating)" : Readiness.isPodReady(pod) ? "" : " (not ready)";
        return pod.getMetadata().getName() + problem;
    }

    /** When a condition changed its status last. */
    public Instant transition(String condition) {
        return get().getStatus().conditions().stream()
                .filter(found -> found.getType().equals(condition))
                .map(found -> Instant.parse(found.getLastTransitionTime()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no condition " + condition));
    }

    /** Its pods, in ordinal order. */
    public List<Pod> pods() {
        return namespace.pods().stream()
                .filter(pod -> pod.getMetadata().getName().matches(Pattern.quote(name) + "-\\d+"))
                .sorted(Comparator.comparingInt(Beam::ordinal))
                .toList();
    }

    /** One of its pods. */
    public Pod pod(int ordinal) {
        return pods().stream()
                .filter(pod -> ordinal(pod) == ordinal)
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no pod %s-%d".formatted(name, ordinal)));
    }

    private static int ordinal(Pod pod) {
        var podName = pod.getMetadata().getName();
        return Integer.parseInt(podName.substring(podName.lastIndexOf('-') + 1));
    }

    /** UID and restart count of each pod: they change if a node restarts. */
    public Map<String, String> incarnations() {
        return pods().stream()
                .collect(Collectors.toMap(
                        pod -> pod.getMetadata().getName(),
                        pod -> pod.getMetadata().getUid() + " restarted "
                                + pod.getStatus().getContainerStatuses().stream()
                                        .mapToInt(container -> container.getRestartCount())
                                        .sum()));
    }

    /** {@link #incarnations} of all pods but one. */
    public Map<String, String> incarnationsWithout(String pod) {
        var others = new TreeMap<>(incarnations());
        others.remove(pod);
        return others;
    }

    /** The node name in a pod, as reported by the node. */
    public String nodeOf(Pod pod) {
        return Greeting.of(namespace, pod).node();
    }

    /**
     * The node itself and the nodes that it is connected to, as the node reports them: the truth to compare the
     * operator's view with.
     */
    public Set<String> nodesSeenBy(Pod pod) {
        return Greeting.of(namespace, pod).all();
    }

    /** The Warning events about it, in the format of {@link TestNamespace#events(java.util.function.Predicate)}. */
    public String warnings() {
        return namespace.events(event -> event.getType().equals("Warning")
                && event.getRegarding().getKind().equals("BeamCluster")
                && event.getRegarding().getName().equals(name));
    }

    /** Runs a line of bash in the node's container. */
    public CommandResult exec(Pod pod, String line) {
        return namespace
                .kubectl()
                .run("exec", pod.getMetadata().getName(), "--container", "beam", "--", "bash", "-c", line);
    }
}

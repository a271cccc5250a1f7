package dev.beamcluster.e2e.harness;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;

import static org.awaitility.Awaitility.await;

/**
 * The answer of a node of the test images on port 8080.
 *
 * @param nodes its own name, then the names of the nodes that it is connected to
 */
public record Greeting(List<String> nodes) {

    private static final Duration LISTENS = Duration.ofSeconds(30);
    private static final Pattern NODE = Pattern.compile("[A-Za-z][\\w-]*@[\\w.-]+");
    private static final Pattern SPEAKS_HTTP =
            Pattern.compile("(docker\\.io/)?beamcluster/e2e-(mix|dns-cluster|migrations|phoenix|without-clusterer):.*");

    /**
     * Asks the node in a pod, from inside the pod, as soon as its application listens: a node joins the mesh before its
     * application starts.
     */
    public static Greeting of(TestNamespace namespace, Pod pod) {
        return await("the answer of " + pod.getMetadata().getName())
                .pollDelay(Duration.ZERO)
                .atMost(LISTENS)
                .ignoreExceptions()
                .until(
                        () -> from(namespace, pod, "127.0.0.1", "/"),
                        greeting -> !greeting.nodes().isEmpty());
    }

    /** Asks the node in a pod to answer after this delay. Only nodes that speak HTTP wait. */
    public static Greeting after(Duration delay, TestNamespace namespace, Pod pod) {
        return from(namespace, pod, "127.0.0.1", "/after/" + delay.toMillis());
    }

    /** Asks a Service from inside a pod. The image of that pod must use the same protocol as the pods of the Service. */
    public static Greeting ofService(String service, TestNamespace namespace, Pod pod) {
        return from(namespace, pod, service, "/");
    }

    private static Greeting from(TestNamespace namespace, Pod pod, String host, String path) {
        var container = node(pod);
        // The others answer at once, and unread bytes of a request would reset their connection.
        var request = SPEAKS_HTTP.matcher(container.getImage()).matches()
                ? "printf 'GET %s HTTP/1.1\\r\\n\\r\\n' >&3;".formatted(path)
                : "";
        var answer = namespace
                .kubectl()
                .run(
                        "exec",
                        pod.getMetadata().getName(),
                        "--container=" + container.getName(),
                        "--",
                        "bash",
                        "-c",
                        "exec 3<>/dev/tcp/%s/8080; %s cat <&3".formatted(host, request))
                .orFail();
        return new Greeting(
                NODE.matcher(answer).results().map(match -> match.group()).toList());
    }

    /** The container of the operator, or the only one of a hand-written pod. */
    private static Container node(Pod pod) {
        var containers = pod.getSpec().getContainers();
        return containers.stream()
                .filter(container -> container.getName().equals("beam"))
                .findFirst()
                .orElseGet(containers::getFirst);
    }

    public String node() {
        return nodes.getFirst();
    }

    public Set<String> all() {
        return new TreeSet<>(nodes);
    }
}

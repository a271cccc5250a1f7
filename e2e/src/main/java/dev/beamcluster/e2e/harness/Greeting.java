package dev.beamcluster.e2e.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

    private static final int PORT = 8080;
    private static final Duration ANSWERS = Duration.ofSeconds(5);
    private static final Duration LISTENS = Duration.ofSeconds(30);
    private static final Pattern NODE = Pattern.compile("[A-Za-z][\\w-]*@[\\w.-]+");
    private static final Pattern SPEAKS_HTTP =
            Pattern.compile("(docker\\.io/)?beamcluster/e2e-(mix|dns-cluster|migrations|phoenix|without-clusterer):.*");

    /**
     * Asks the node in a pod, at the loopback address of the pod, as soon as its application listens: a node joins the mesh before
     * its application starts.
     */
    public static Greeting of(TestNamespace namespace, Pod pod) {
        return await("the answer of " + pod.getMetadata().getName())
                .pollDelay(Duration.ZERO)
                .atMost(LISTENS)
                .ignoreExceptions()
                .until(
                        () -> forwarded(namespace, pod),
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

    /** Without a process of kubectl and one in the pod, which a test that asks each node of each mesh would wait for. */
    private static Greeting forwarded(TestNamespace namespace, Pod pod) throws IOException {
        try (var forward = namespace.cluster().client().pods().resource(pod).portForward(PORT);
                var socket = new Socket(InetAddress.getLoopbackAddress(), forward.getLocalPort())) {
            socket.setSoTimeout(Math.toIntExact(ANSWERS.toMillis()));
            socket.getOutputStream().write(request(pod, "/").getBytes(StandardCharsets.US_ASCII));
            return in(answer(socket.getInputStream()));
        }
    }

    /** The answer until the end of its list of nodes: an end of the connection may not come through a forwarded port. */
    private static String answer(InputStream input) throws IOException {
        var answer = new StringBuilder();
        for (int next = input.read(); next >= 0; next = input.read()) {
            answer.append((char) next);
            if (next == ']') {
                break;
            }
        }
        return answer.toString();
    }

    /** Only nodes that speak HTTP wait for one; unread bytes of a request would reset the connection of the others. */
    private static String request(Pod pod, String path) {
        return SPEAKS_HTTP.matcher(node(pod).getImage()).matches() ? "GET %s HTTP/1.1\r\n\r\n".formatted(path) : "";
    }

    private static Greeting in(String answer) {
        return new Greeting(
                NODE.matcher(answer).results().map(match -> match.group()).toList());
    }

    private static Greeting from(TestNamespace namespace, Pod pod, String host, String path) {
        var answer = namespace
                .kubectl()
                .run(
                        "exec",
                        pod.getMetadata().getName(),
                        "--container=" + node(pod).getName(),
                        "--",
                        "bash",
                        "-c",
                        "exec 3<>/dev/tcp/%s/%d; printf '%s' >&3; cat <&3".formatted(host, PORT, request(pod, path)))
                .orFail();
        return in(answer);
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

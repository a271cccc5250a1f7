package dev.beamcluster.e2e.bench.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.testkit.simulated.NodeStart;
import dev.beamcluster.testkit.simulated.NodesOnDemandProcess;

/** One pod of the simulated Kubernetes node: what the kubelet does with it, with a simulated node in place of a VM. */
final class SimulatedPod {

    /** From the start of a container to a node that listens. */
    private static final Duration BOOT = Duration.ofSeconds(1);

    /** From the end of a container to its restart. */
    private static final Duration RESTART = Duration.ofSeconds(2);

    /** From SIGTERM to the end of the VM. */
    private static final Duration SHUTDOWN = Duration.ofSeconds(1);

    private static final Duration RETRY = Duration.ofMillis(200);

    private final Pod pod;
    private final String address;
    private final PodReports reports;
    private final KubernetesClient client;
    private final NodesOnDemandProcess nodes;
    private final CountDownLatch terminating = new CountDownLatch(1);
    private PodReports.Run run;
    private boolean hasNode;

    SimulatedPod(Pod pod, String address, KubernetesClient client, NodesOnDemandProcess nodes) {
        var now = Instant.now();
        this.pod = pod;
        this.address = address;
        this.reports = new PodReports(pod, address, now);
        this.client = client;
        this.nodes = nodes;
        this.run = PodReports.Run.first(now);
    }

    /** Starts the node, and returns when the pod is gone. */
    void live() throws IOException, InterruptedException {
        boot();
        terminating.await();
        Thread.sleep(SHUTDOWN);
        end();
    }

    private synchronized void boot() throws IOException, InterruptedException {
        report(reports.starting(run));
        Thread.sleep(BOOT);
        Optional<Cookie> cookie = cookie();
        if (cookie.isPresent()) {
            nodes.start(new NodeStart(mesh(), name(), address, port(), cookie.get()));
            hasNode = true;
            report(reports.ready(run, Instant.now()));
        }
    }

    private synchronized void end() throws IOException {
        if (hasNode) {
            nodes.remove(address);
        }
        client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withGracePeriod(0)
                .delete();
    }

    /** Its deletion was requested, or it is gone. */
    void terminate() {
        terminating.countDown();
    }

    /** The VM is killed, and restarted two seconds later. */
    synchronized void killVm() throws IOException, InterruptedException {
        nodes.kill(address);
        var killed = Instant.now();
        report(reports.killed(run, killed));
        Thread.sleep(RESTART);
        run = run.next(killed, Instant.now());
        report(reports.starting(run));
        Thread.sleep(BOOT);
        nodes.restart(address);
        report(reports.ready(run, Instant.now()));
    }

    /** All packets of the node are dropped. */
    void silence() throws IOException {
        nodes.silence(address);
    }

    void wake() throws IOException {
        nodes.wake(address);
    }

    boolean isNamed(String namespace, String name) {
        return pod.getMetadata().getNamespace().equals(namespace)
                && pod.getMetadata().getName().equals(name);
    }

    private void report(Pod report) {
        // The UID in the patch: the API server refuses it if another pod has taken over the name.
        var _ = client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), Serialization.asJson(report));
    }

    private String beamCluster() {
        return Objects.requireNonNull(pod.getMetadata().getLabels().get("beamcluster.dev/cluster"));
    }

    private String mesh() {
        return pod.getMetadata().getNamespace() + "/" + beamCluster();
    }

    private NodeName name() {
        return new NodeName(
                beamCluster(),
                "%s.%s.%s.svc"
                        .formatted(
                                pod.getSpec().getHostname(),
                                pod.getSpec().getSubdomain(),
                                pod.getMetadata().getNamespace()));
    }

    private int port() {
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> "dist".equals(port.getName()))
                .findFirst()
                .orElseThrow()
                .getContainerPort();
    }

    /**
     * Reads the cookie from the Secret of its volume. Like a kubelet, waits until the Secret exists; empty if the pod is
     * deleted meanwhile.
     */
    private Optional<Cookie> cookie() throws InterruptedException {
        SecretVolumeSource volume = pod.getSpec().getVolumes().stream()
                .map(candidate -> candidate.getSecret())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        var key = volume.getItems().getFirst().getKey();
        do {
            Secret secret = client.secrets()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(volume.getSecretName())
                    .get();
            if (secret != null) {
                var data = Base64.getDecoder().decode(secret.getData().get(key));
                return Optional.of(new Cookie(new String(data, StandardCharsets.UTF_8).strip()));
            }
        } while (!terminating.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
        return Optional.empty();
    }
}

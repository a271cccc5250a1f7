package dev.beamcluster.e2e.bench.soak;

import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.testkit.simulated.NodesOnDemandProcess;

/** Runs the pods of the simulated Kubernetes node, each on a virtual thread. */
final class SimulatedKubelet implements ResourceEventHandler<Pod>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedKubelet.class);

    private final KubernetesClient client;
    private final NodesOnDemandProcess nodes;
    private final Map<String, SimulatedPod> pods = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger addresses = new AtomicInteger();
    private final ExecutorService lives = Executors.newVirtualThreadPerTaskExecutor();
    private final SharedIndexInformer<Pod> informer;

    SimulatedKubelet(KubernetesClient client, NodesOnDemandProcess nodes) {
        this.client = client;
        this.nodes = nodes;
        this.informer = client.pods()
                .inAnyNamespace()
                .withField("spec.nodeName", SimulatedKubernetesNode.NAME)
                .inform(this);
    }

    @Override
    public void onAdd(Pod pod) {
        var _ = pods.computeIfAbsent(pod.getMetadata().getUid(), uid -> start(uid, pod));
        onUpdate(pod, pod);
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
        SimulatedPod known = pods.get(pod.getMetadata().getUid());
        if (known != null && pod.isMarkedForDeletion()) {
            known.terminate();
        }
    }

    @Override
    public void onDelete(Pod pod, boolean isStateUnknown) {
        SimulatedPod known = pods.get(pod.getMetadata().getUid());
        if (known != null) {
            known.terminate();
        }
    }

    private SimulatedPod start(String uid, Pod pod) {
        var started = new SimulatedPod(pod, NodesContainer.address(addresses.getAndIncrement()), client, nodes);
        lives.execute(() -> live(uid, pod.getMetadata().getName(), started));
        return started;
    }

    private void live(String uid, String name, SimulatedPod pod) {
        try {
            pod.live();
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (!lives.isShutdown()) {
                failures.add(name + ": " + e);
                LOG.atWarn().addKeyValue("pod", name).setCause(e).log("a simulated pod has failed");
            }
        } finally {
            pods.remove(uid);
        }
    }

    /**
     * The pod of this name.
     *
     * @throws java.util.NoSuchElementException if it does not run
     */
    SimulatedPod pod(String namespace, String name) {
        return pods.values().stream()
                .filter(pod -> pod.isNamed(namespace, name))
                .findFirst()
                .orElseThrow();
    }

    /** What the simulation itself could not do. */
    Queue<String> failures() {
        return failures;
    }

    @Override
    public void close() {
        informer.close();
        lives.shutdownNow();
    }
}

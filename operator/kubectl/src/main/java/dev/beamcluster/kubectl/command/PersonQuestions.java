package dev.beamcluster.kubectl.command;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.audit.AuditLogs;
import dev.beamcluster.kubectl.cluster.ClusterReader;
import dev.beamcluster.kubectl.cluster.Credentials;
import dev.beamcluster.kubectl.cluster.Unreadable;
import dev.beamcluster.kubectl.node.Members;
import dev.beamcluster.kubectl.node.MeshVerifier;
import dev.beamcluster.kubectl.node.NodeSample;
import dev.beamcluster.kubectl.node.NodeSampler;
import dev.beamcluster.kubectl.node.PluginNodes;
import dev.beamcluster.kubectl.node.PortForwards;
import dev.beamcluster.kubectl.page.Facts;
import dev.beamcluster.kubectl.page.Frames;
import dev.beamcluster.kubectl.page.Verified;
import dev.beamcluster.kubectl.page.http.Questions;
import dev.beamcluster.kubectl.view.Asked;
import dev.beamcluster.kubectl.view.Health;
import dev.beamcluster.mesh.FaultText;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.picture.MeshModel;

/** Answers the page with the rights of the person who runs the command. */
final class PersonQuestions implements Questions {

    /** A round takes five times a node's deadline at most. */
    private static final int ROUND = 6;

    private final KubernetesClient client;
    private final MeshOptions mesh;
    private final AuditReading audit;
    private final InstantSource clock;
    private final Map<String, String> zonesByKubernetesNode = new ConcurrentHashMap<>();

    /** Names in the mesh are few, and each is connected once. */
    private final Semaphore isFree = new Semaphore(1);

    /** The logs are large, and every window of the browser asks for them. */
    private final Lock reading = new ReentrantLock();

    /** What is done with connections to nodes. */
    @FunctionalInterface
    private interface Work<T> {
        T of(MeshTarget target, PortForwards forwards) throws InterruptedException;
    }

    PersonQuestions(KubernetesClient client, MeshOptions mesh, AuditReading audit, InstantSource clock) {
        this.client = client;
        this.mesh = mesh;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Facts facts(BeamCluster cluster) {
        ClusterReader reader = reader(cluster);
        String name = cluster.getMetadata().getName();
        return new Facts(
                ClusterReader.asked(() -> reader.pods(name)),
                ClusterReader.asked(() -> reader.events(name)),
                ClusterReader.asked(() -> reader.revision(name)));
    }

    private ClusterReader reader(BeamCluster cluster) {
        return new ClusterReader(client, cluster.getMetadata().getNamespace());
    }

    @Override
    public Asked<Map<String, String>> zones(BeamCluster cluster) {
        ClusterReader reader = reader(cluster);
        return ClusterReader.asked(() -> {
            var kubernetesNodes = new HashMap<String, String>();
            for (Pod pod : reader.pods(cluster.getMetadata().getName())) {
                Optional.ofNullable(pod.getSpec().getNodeName())
                        .ifPresent(node -> kubernetesNodes.put(pod.getMetadata().getName(), node));
            }
            var unknown = new TreeSet<>(kubernetesNodes.values());
            unknown.removeAll(zonesByKubernetesNode.keySet());
            zonesByKubernetesNode.putAll(reader.zones(unknown));
            var zones = new TreeMap<String, String>();
            kubernetesNodes.forEach((pod, node) ->
                    Optional.ofNullable(zonesByKubernetesNode.get(node)).ifPresent(zone -> zones.put(pod, zone)));
            return zones;
        });
    }

    @Override
    public Asked<NodeSample> sample(BeamCluster cluster, String pod) {
        return connected(cluster, (all, forwards) -> {
            List<Member> one = all.members().stream()
                    .filter(member ->
                            member.pod().equals(pod) && member.address().isPresent())
                    .toList();
            if (one.isEmpty()) {
                throw new Unreadable("%s does not run".formatted(pod));
            }
            var target = mesh.target(all.cookie(), all.protocol(), one);
            try (var sampler = new NodeSampler(PluginNodes.of(ThreadLocalRandom.current(), forwards), target)) {
                return switch (sampler.sample().get(pod)) {
                    case NodeSampler.Result.Sampled(NodeSample sample) -> sample;
                    case NodeSampler.Result.Failed(String why) -> throw new Unreadable(why);
                    case null -> throw new Unreadable("%s was not asked".formatted(pod));
                };
            }
        });
    }

    @Override
    public Asked<Verified> verify(BeamCluster cluster) {
        return connected(cluster, (target, forwards) -> {
            var patience = target.timeout().multipliedBy(ROUND);
            Observation seen = MeshVerifier.verify(
                            PluginNodes.of(ThreadLocalRandom.current(), forwards), target, clock, patience)
                    .orElseThrow(
                            () -> new Unreadable("the mesh could not be probed within " + patience.toSeconds() + " s"));
            var unreachable = new TreeMap<String, String>();
            target.members()
                    .forEach(member -> Optional.ofNullable(
                                    seen.report().unreachable().get(member.node()))
                            .ifPresent(fault -> unreachable.put(member.pod(), FaultText.of(fault))));
            return new Verified(
                    Frames.verified(
                            cluster,
                            MeshModel.of(seen.report(), target.members()),
                            Health.of(seen.report()),
                            clock.instant()),
                    unreachable);
        });
    }

    @Override
    public Asked<AuditLogs> audit() {
        reading.lock();
        try {
            return new Asked.Got<>(audit.logs());
        } catch (Unreadable e) {
            return new Asked.Unanswered<>(String.valueOf(e.getMessage()));
        } finally {
            reading.unlock();
        }
    }

    private <T> Asked<T> connected(BeamCluster cluster, Work<T> work) {
        if (!isFree.tryAcquire()) {
            return new Asked.Unanswered<>("another question to the nodes is not answered yet: try again");
        }
        String namespace = cluster.getMetadata().getNamespace();
        try {
            List<Member> members = Members.of(
                    cluster, reader(cluster).pods(cluster.getMetadata().getName()));
            var credentials = new Credentials(client, namespace);
            MeshTarget target = mesh.target(
                    mesh.cookie(credentials, cluster), credentials.protocol(cluster, mesh.tlsSecret), members);
            try (var forwards = new PortForwards(client, namespace, TopCommand.byAddress(members))) {
                forwards.checkRights();
                return new Asked.Got<>(work.of(target, forwards));
            }
        } catch (Unreadable e) {
            return new Asked.Unanswered<>(String.valueOf(e.getMessage()));
        } catch (KubernetesClientException e) {
            return new Asked.Unanswered<>(String.valueOf(Unreadable.because(e).getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Asked.Unanswered<>("the page ends");
        } finally {
            isFree.release();
        }
    }
}

package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** What must exist for a BeamCluster, besides the cookie's Secret; or why that cannot be said. */
public sealed interface Desired {

    /**
     * It can be built.
     *
     * @param headlessService gives the nodes their DNS names
     * @param clientService leads to the ready nodes; empty where the application has no ports
     * @param networkPolicy who may talk to the nodes; empty where the user wants none
     * @param disruptionBudget how many nodes an eviction may take; empty for a single node
     * @param nodes the pods
     */
    record Objects(
            Service headlessService,
            Optional<Service> clientService,
            Optional<NetworkPolicy> networkPolicy,
            Optional<PodDisruptionBudget> disruptionBudget,
            StatefulSet nodes)
            implements Desired {

        /** Tells this pod template from others. */
        public String template() {
            return java.util.Objects.requireNonNull(
                    nodes.getMetadata().getAnnotations().get(Naming.TEMPLATE_ANNOTATION));
        }

        /** The same with so many pods, those from {@code partition} on of the new revision, {@code atOnce} at a time. */
        public Objects placed(int replicas, int partition, int atOnce) {
            return new Objects(
                    headlessService,
                    clientService,
                    networkPolicy,
                    disruptionBudget,
                    NodeStatefulSet.placed(nodes, replicas, partition, atOnce));
        }

        /** In the order in which they are to be applied: what a node needs, and what protects it, before its pod. */
        public List<HasMetadata> inOrder() {
            return Stream.concat(aroundNodes().stream(), Stream.of(nodes)).toList();
        }

        /** The same without the pods. */
        public List<HasMetadata> aroundNodes() {
            return Stream.<Stream<? extends HasMetadata>>of(
                            Stream.of(headlessService),
                            clientService.stream(),
                            networkPolicy.stream(),
                            disruptionBudget.stream())
                    .<HasMetadata>flatMap(stream -> stream)
                    .toList();
        }

        /** What must not be there any longer, where it is ours: an earlier spec may have asked for it. */
        public List<Absent> absent() {
            String name = nodes.getMetadata().getName();
            var absent = new ArrayList<Absent>();
            if (clientService.isEmpty()) {
                absent.add(new Absent(Service.class, name));
            }
            if (networkPolicy.isEmpty()) {
                absent.add(new Absent(NetworkPolicy.class, name));
            }
            if (disruptionBudget.isEmpty()) {
                absent.add(new Absent(PodDisruptionBudget.class, name));
            }
            return absent;
        }
    }

    /**
     * An object that is not wanted.
     *
     * @param type its kind
     * @param name its name
     */
    record Absent(Class<? extends HasMetadata> type, String name) {}

    /** It cannot be built; what runs stays as it is. */
    record Refused(List<Problem> problems) implements Desired {}

    /**
     * The one way from a BeamCluster to its objects.
     *
     * @param operator who must be let in besides the nodes themselves
     */
    static Desired of(BeamCluster cluster, OperatorPods operator) {
        List<Problem> problems = Stream.of(
                        TemplateProblems.of(cluster),
                        EnvironmentProblems.of(cluster),
                        DrainProblems.of(cluster),
                        StorageProblems.of(cluster))
                .flatMap(List::stream)
                .sorted()
                .toList();
        return problems.isEmpty() ? merged(cluster, operator) : new Refused(problems);
    }

    /** What can be told only where the template can be laid over the operator's. */
    private static Desired merged(BeamCluster cluster, OperatorPods operator) {
        StatefulSet nodes = NodeStatefulSet.of(cluster);
        List<Problem> problems =
                PodProblems.of(cluster, nodes.getSpec().getTemplate().getSpec());
        return problems.isEmpty() ? objects(cluster, nodes, operator) : new Refused(problems);
    }

    private static Objects objects(BeamCluster cluster, StatefulSet nodes, OperatorPods operator) {
        PodTemplateSpec pod = nodes.getSpec().getTemplate();
        return new Objects(
                HeadlessService.of(cluster),
                ClientService.of(cluster),
                NodeNetworkPolicy.of(cluster, pod, operator),
                NodeDisruptionBudget.of(cluster),
                nodes);
    }
}

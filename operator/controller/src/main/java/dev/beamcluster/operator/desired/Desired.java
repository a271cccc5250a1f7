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
import dev.beamcluster.operator.desired.template.TemplateOverlay;
import dev.beamcluster.operator.desired.validation.Problem;
import dev.beamcluster.operator.desired.validation.Reserved;
import dev.beamcluster.operator.desired.validation.SpecProblems;

/** What must exist for a BeamCluster in addition to the Secret with its cookie, or why its spec is refused. */
public sealed interface Desired {

    /**
     * The objects of a valid spec.
     *
     * @param headlessService gives every node its DNS name
     * @param clientService leads to the ready nodes; empty if {@code spec.ports} is
     * @param networkPolicy who may reach the nodes; empty if {@code spec.networkPolicy} disables it
     * @param disruptionBudget how many nodes may be evicted at a time; empty for fewer than two nodes
     * @param nodes the StatefulSet
     */
    record Objects(
            Service headlessService,
            Optional<Service> clientService,
            Optional<NetworkPolicy> networkPolicy,
            Optional<PodDisruptionBudget> disruptionBudget,
            StatefulSet nodes)
            implements Desired {

        /** The hash of the pod template, which a new template changes. */
        public String template() {
            return java.util.Objects.requireNonNull(
                    nodes.getMetadata().getAnnotations().get(Naming.TEMPLATE_ANNOTATION));
        }

        /**
         * The same objects at one step of a rollout.
         *
         * @param partition the lowest ordinal whose pod is replaced
         * @param maxUnavailable how many pods may be replaced at a time
         */
        public Objects placed(int replicas, int partition, int maxUnavailable) {
            return new Objects(
                    headlessService,
                    clientService,
                    networkPolicy,
                    disruptionBudget,
                    NodeStatefulSet.placed(nodes, replicas, partition, maxUnavailable));
        }

        /** In the order in which to apply them: what a node needs and what protects it come before its pod. */
        public List<HasMetadata> inOrder() {
            return Stream.concat(aroundNodes().stream(), Stream.of(nodes)).toList();
        }

        /** The same without the StatefulSet. */
        public List<HasMetadata> aroundNodes() {
            return Stream.<Stream<? extends HasMetadata>>of(
                            Stream.of(headlessService),
                            clientService.stream(),
                            networkPolicy.stream(),
                            disruptionBudget.stream())
                    .<HasMetadata>flatMap(stream -> stream)
                    .toList();
        }

        /** Objects that an earlier spec may have asked for and this one does not: to be deleted if they belong to this BeamCluster. */
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
     * An object that must not exist.
     *
     * @param type its kind
     * @param name its name
     */
    record Absent(Class<? extends HasMetadata> type, String name) {}

    /** The spec has these problems, at least one. Nothing is applied, so that running nodes are unchanged. */
    record Refused(List<Problem> problems) implements Desired {}

    /**
     * The objects for this BeamCluster, or the problems of its spec.
     *
     * @param operator the pods that the NetworkPolicy lets in, in addition to the nodes themselves
     */
    static Desired of(BeamCluster cluster, OperatorPods operator) {
        Reserved reserved = ReservedParts.of(cluster, NodePod.of(cluster));
        List<Problem> problems = SpecProblems.of(cluster, reserved);
        return problems.isEmpty() ? merged(cluster, operator, reserved) : new Refused(problems);
    }

    /** Only a template without problems can be merged, and only the merged pod shows the rest of them. */
    private static Desired merged(BeamCluster cluster, OperatorPods operator, Reserved reserved) {
        PodTemplateSpec pod =
                TemplateOverlay.merge(reserved.pod(), cluster.getSpec().template());
        List<Problem> problems = SpecProblems.ofMerged(cluster, reserved, pod);
        return problems.isEmpty() ? objects(cluster, pod, operator) : new Refused(problems);
    }

    private static Objects objects(BeamCluster cluster, PodTemplateSpec pod, OperatorPods operator) {
        return new Objects(
                HeadlessService.of(cluster),
                ClientService.of(cluster),
                NodeNetworkPolicy.of(cluster, pod, operator),
                NodeDisruptionBudget.of(cluster),
                NodeStatefulSet.of(cluster, pod));
    }
}

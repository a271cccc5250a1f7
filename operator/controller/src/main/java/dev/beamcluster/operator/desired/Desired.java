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

/** The objects that a BeamCluster needs in addition to its cookie's Secret, or why its spec is refused. */
public sealed interface Desired {

    /**
     * The objects of a valid spec.
     *
     * @param headlessService gives every node its DNS name
     * @param clientService routes to the ready nodes; empty if {@code spec.ports} is empty
     * @param networkPolicy limits access to the nodes; empty if {@code spec.networkPolicy} disables it
     * @param disruptionBudget limits how many nodes may be evicted at a time; empty for fewer than two nodes
     * @param nodes the StatefulSet
     */
    record Objects(
            Service headlessService,
            Optional<Service> clientService,
            Optional<NetworkPolicy> networkPolicy,
            Optional<PodDisruptionBudget> disruptionBudget,
            StatefulSet nodes)
            implements Desired {

        /** Returns the hash of the pod template. A new template has a new hash. */
        public String template() {
            return java.util.Objects.requireNonNull(
                    nodes.getMetadata().getAnnotations().get(Naming.TEMPLATE_ANNOTATION));
        }

        /**
         * Returns the same objects at one step of a rollout.
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

        /**
         * Returns the objects in the order in which to apply them: whatever a node needs, and whatever protects it, comes before
         * its pod.
         */
        public List<HasMetadata> inOrder() {
            return Stream.concat(withoutStatefulSet().stream(), Stream.of(nodes))
                    .toList();
        }

        /** Returns the same objects without the StatefulSet. */
        public List<HasMetadata> withoutStatefulSet() {
            return Stream.<Stream<? extends HasMetadata>>of(
                            Stream.of(headlessService),
                            clientService.stream(),
                            networkPolicy.stream(),
                            disruptionBudget.stream())
                    .<HasMetadata>flatMap(stream -> stream)
                    .toList();
        }

        /**
         * Returns objects that an earlier spec may have needed and this spec does not. They are deleted if they belong to this
         * BeamCluster.
         */
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

    /** An object that must not exist. */
    record Absent(Class<? extends HasMetadata> type, String name) {}

    /** The spec has at least one problem. Nothing is applied, so running nodes are unchanged. */
    record Refused(List<Problem> problems) implements Desired {}

    /**
     * Returns the objects for this BeamCluster, or the problems of its spec.
     *
     * @param operator the pods that the NetworkPolicy allows, in addition to the nodes themselves
     */
    static Desired of(BeamCluster cluster, OperatorPods operator) {
        Reserved reserved = ReservedParts.of(cluster, NodePod.of(cluster));
        List<Problem> problems = SpecProblems.of(cluster, reserved);
        return problems.isEmpty() ? merged(cluster, operator, reserved) : new Refused(problems);
    }

    /**
     * Merges the template and validates the result: only a template without problems can be merged, and the other problems show
     * only in the merged pod.
     */
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

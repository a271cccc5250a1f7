package dev.beamcluster.operator.desired;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** What must exist for a BeamCluster, besides the cookie's Secret; or why that cannot be said. */
public sealed interface Desired {

    /**
     * It can be built.
     *
     * @param headlessService gives the nodes their DNS names
     * @param clientService leads to the ready nodes; empty where the application has no ports
     * @param nodes the pods
     */
    record Objects(Service headlessService, Optional<Service> clientService, StatefulSet nodes) implements Desired {

        /** Tells this pod template from others. */
        public String template() {
            return java.util.Objects.requireNonNull(
                    nodes.getMetadata().getAnnotations().get(Naming.TEMPLATE_ANNOTATION));
        }

        /** The same with so many pods, those from {@code partition} on of the new revision, {@code atOnce} at a time. */
        public Objects placed(int replicas, int partition, int atOnce) {
            return new Objects(
                    headlessService, clientService, NodeStatefulSet.placed(nodes, replicas, partition, atOnce));
        }

        /** In the order in which they are to be applied: names before the pods that need them. */
        public List<HasMetadata> inOrder() {
            return Stream.of(Stream.of(headlessService), clientService.stream(), Stream.of(nodes))
                    .<HasMetadata>flatMap(stream -> stream)
                    .toList();
        }
    }

    /** It cannot be built; what runs stays as it is. */
    record Refused(List<Problem> problems) implements Desired {}

    /** The one way from a BeamCluster to its objects. */
    static Desired of(BeamCluster cluster) {
        List<Problem> problems = TemplateProblems.of(cluster);
        return problems.isEmpty()
                ? new Objects(HeadlessService.of(cluster), ClientService.of(cluster), NodeStatefulSet.of(cluster))
                : new Refused(problems);
    }
}

package dev.beamcluster.operator.reconcile;

import java.util.List;
import java.util.Set;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Naming;

/** What the operator watches: its own objects only, by label, or the whole cluster would be in memory. */
final class Informers {

    private Informers() {}

    static List<EventSource<?, BeamCluster>> of(EventSourceContext<BeamCluster> context, MeshEvents mesh) {
        return List.of(
                informer(StatefulSet.class, context),
                informer(Service.class, context),
                informer(Secret.class, context),
                informer(Pod.class, context),
                informer(NetworkPolicy.class, context),
                informer(PodDisruptionBudget.class, context),
                informer(PersistentVolumeClaim.class, context),
                mesh);
    }

    private static <R extends HasMetadata> InformerEventSource<R, BeamCluster> informer(
            Class<R> type, EventSourceContext<BeamCluster> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(type, BeamCluster.class)
                        .withLabelSelector(Naming.CLUSTER_LABEL)
                        .withSecondaryToPrimaryMapper(Informers::cluster)
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
    }

    /** By label: a pod belongs to its StatefulSet, not to the BeamCluster. */
    private static Set<ResourceID> cluster(HasMetadata object) {
        String name = object.getMetadata().getLabels().get(Naming.CLUSTER_LABEL);
        return Set.of(new ResourceID(name, object.getMetadata().getNamespace()));
    }
}

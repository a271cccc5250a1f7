package dev.beamcluster.operator.desired;

import java.util.Map;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;

/** The pod of the Job of {@code spec.rollout.before}, before {@code spec.template} is merged into it. */
final class BeforePod {

    private BeforePod() {}

    static PodTemplateSpec of(BeamCluster cluster) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Map.of(Naming.BEFORE, Naming.cluster(cluster)))
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withSecurityContext(RestrictedSecurity.ofPod())
                .withContainers(container(cluster))
                .withVolumes(Volumes.scratch(Volumes.TMP), Volumes.scratch(Volumes.HOME))
                .endSpec()
                .build();
    }

    private static Container container(BeamCluster cluster) {
        return new ContainerBuilder()
                .withName(Naming.NODE_CONTAINER)
                .withImage(cluster.getSpec().image())
                .withEnv(BeforeEnvironment.of(cluster))
                .withResources(NodeResources.of(cluster))
                .withSecurityContext(
                        RestrictedSecurity.ofContainer(cluster.getSpec().release() != Release.Custom))
                .withVolumeMounts(
                        Volumes.mount(Volumes.TMP, Volumes.TMP_PATH, false),
                        Volumes.mount(Volumes.HOME, Volumes.HOME_PATH, false))
                .build();
    }
}

package dev.beamcluster.operator.reconcile.client;

import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;

import dev.beamcluster.operator.desired.SchedulerFlags;

/** Removes from a pod what does not explain why it is not running: most of its spec, with the values of its environment. */
final class TrimmedPod {

    private TrimmedPod() {}

    static void trim(Pod pod) {
        if (pod.getSpec() != null) {
            trim(pod.getSpec());
        }
        if (pod.getStatus() != null) {
            trim(pod.getStatus());
        }
    }

    private static void trim(PodSpec spec) {
        spec.setAffinity(null);
        spec.setDnsConfig(null);
        spec.setHostAliases(List.of());
        spec.setImagePullSecrets(List.of());
        spec.setNodeSelector(null);
        spec.setSecurityContext(null);
        spec.setTolerations(List.of());
        spec.setTopologySpreadConstraints(List.of());
        // The claims of volumes are read, for a pod that waits for one.
        spec.setVolumes(spec.getVolumes().stream()
                .filter(volume -> volume.getPersistentVolumeClaim() != null)
                .toList());
        spec.getContainers().forEach(TrimmedPod::trim);
        spec.getInitContainers().forEach(TrimmedPod::trim);
    }

    private static void trim(Container container) {
        container.setArgs(List.of());
        container.setCommand(List.of());
        container.setEnv(container.getEnv().stream().filter(TrimmedPod::isRead).toList());
        container.setEnvFrom(List.of());
        container.setLifecycle(null);
        container.setPorts(List.of());
        container.setSecurityContext(null);
        container.setVolumeDevices(List.of());
        container.setVolumeMounts(List.of());
    }

    /** Flags of the VM, which say whether it knows its CPU limit. */
    private static boolean isRead(EnvVar variable) {
        return variable.getValue() != null && variable.getValue().contains(SchedulerFlags.BUSY_WAIT);
    }

    private static void trim(PodStatus status) {
        status.setEphemeralContainerStatuses(List.of());
        status.setHostIPs(List.of());
        status.setPodIPs(List.of());
        status.setResourceClaimStatuses(List.of());
        status.getContainerStatuses().forEach(TrimmedPod::trim);
        status.getInitContainerStatuses().forEach(TrimmedPod::trim);
    }

    private static void trim(ContainerStatus status) {
        status.setAllocatedResources(null);
        status.setAllocatedResourcesStatus(List.of());
        status.setResources(null);
        status.setUser(null);
        status.setVolumeMounts(List.of());
    }
}

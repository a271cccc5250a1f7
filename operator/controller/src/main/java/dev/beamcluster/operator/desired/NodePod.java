package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** The pod of a node, before {@code spec.template} is merged into it. */
final class NodePod {

    private NodePod() {}

    static PodTemplateSpec of(BeamCluster cluster, PodDefaults defaults) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Naming.labels(cluster))
                .withAnnotations(TlsVolume.annotations(cluster))
                .addToAnnotations(defaults.isAtLeast(PodDefaults.V2) ? SecondVm.annotations(cluster) : Map.of())
                .addToAnnotations(defaults.annotation())
                .endMetadata()
                .withSpec(spec(cluster, defaults))
                .build();
    }

    private static PodSpec spec(BeamCluster cluster, PodDefaults defaults) {
        return new PodSpecBuilder()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withSecurityContext(RestrictedSecurity.ofPod())
                .withTopologySpreadConstraints(TopologySpread.of(cluster))
                .withTerminationGracePeriodSeconds(DrainHook.graceSeconds(cluster))
                .withInitContainers(CookieContainer.of(cluster).stream().toList())
                .withContainers(NodeContainer.of(cluster, defaults, NodeResources.hasCpuLimit(cluster)))
                .withVolumes(volumes(cluster, defaults))
                .build();
    }

    private static List<Volume> volumes(BeamCluster cluster, PodDefaults defaults) {
        var volumes = new ArrayList<Volume>();
        if (CookieContainer.isNeeded(cluster)) {
            volumes.add(secret(cluster, Volumes.SECRET, Naming.COOKIE_KEY));
            volumes.add(memory(Volumes.COOKIE));
        } else {
            volumes.add(secret(cluster, Volumes.COOKIE, CookieFiles.NAME));
        }
        volumes.add(Volumes.scratch(Volumes.TMP));
        volumes.add(Volumes.scratch(Volumes.HOME));
        TlsVolume.volume(cluster).ifPresent(volumes::add);
        if (defaults.isAtLeast(PodDefaults.V2)) {
            SecondVm.volume(cluster).ifPresent(volumes::add);
        }
        return volumes;
    }

    private static Volume secret(BeamCluster cluster, String name, String file) {
        CookieReference cookie = CookieReference.of(cluster);
        return new VolumeBuilder()
                .withName(name)
                .withNewSecret()
                .withSecretName(cookie.secret())
                .addNewItem()
                .withKey(cookie.key())
                .withPath(file)
                .endItem()
                .endSecret()
                .build();
    }

    /** Returns a volume in memory, so that a cookie never reaches a disk. */
    private static Volume memory(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .withMedium("Memory")
                .withSizeLimit(new Quantity("1Mi"))
                .endEmptyDir()
                .build();
    }
}

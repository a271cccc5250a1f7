package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** The pod of a node, before the user's template is laid over it. */
final class NodePod {

    /**
     * A number, because the kubelet cannot tell that an image's named user is not root, and refuses it under
     * {@code runAsNonRoot} (Kubernetes, Configure a Security Context).
     */
    private static final long USER = 1000;

    static final String SECRET_VOLUME = "beamcluster-secret";
    static final String COOKIE_VOLUME = "beamcluster-cookie";
    static final String TMP_VOLUME = "beamcluster-tmp";
    static final String HOME_VOLUME = "beamcluster-home";
    static final String TMP = "/tmp";

    private NodePod() {}

    static PodTemplateSpec of(BeamCluster cluster) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Naming.labels(cluster))
                .withAnnotations(TlsVolume.annotations(cluster))
                .endMetadata()
                .withSpec(spec(cluster))
                .build();
    }

    private static PodSpec spec(BeamCluster cluster) {
        return new PodSpecBuilder()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withSecurityContext(unprivileged())
                .withTopologySpreadConstraints(TopologySpread.of(cluster))
                .withTerminationGracePeriodSeconds(DrainHook.graceSeconds(cluster))
                .withInitContainers(CookieContainer.of(cluster).stream().toList())
                .withContainers(NodeContainer.of(cluster))
                .withVolumes(volumes(cluster))
                .build();
    }

    private static PodSecurityContext unprivileged() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withFsGroup(USER)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    private static List<Volume> volumes(BeamCluster cluster) {
        var volumes = new ArrayList<Volume>();
        if (CookieContainer.isNeeded(cluster)) {
            volumes.add(secret(cluster, SECRET_VOLUME, Naming.COOKIE_KEY));
            volumes.add(memory(COOKIE_VOLUME));
        } else {
            volumes.add(secret(cluster, COOKIE_VOLUME, Naming.COOKIE_FILE));
        }
        volumes.add(scratch(TMP_VOLUME));
        volumes.add(scratch(HOME_VOLUME));
        TlsVolume.volume(cluster).ifPresent(volumes::add);
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

    /** In memory, so that a cookie never reaches a disk. */
    private static Volume memory(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .withMedium("Memory")
                .withSizeLimit(new Quantity("1Mi"))
                .endEmptyDir()
                .build();
    }

    private static Volume scratch(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }
}

package dev.beamcluster.operator.desired;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;

/**
 * What the start script of a release needs to reach the node from a second VM in the pod, as {@code bin/app remote},
 * {@code rpc} and {@code ping} do.
 *
 * <p>Relx calls the node with {@code erl_call}, which knows neither TLS nor a node without epmd, unless {@code USE_NODETOOL} is
 * set; it recognizes TLS only by {@code vm.args} (relx, extended_bin). Without epmd every VM with a name listens on the same port,
 * so that of {@code remote} must not listen at all (Erlang/OTP, erl(1), {@code -dist_listen}). Mix reads its flags from a file,
 * which is an annotation of the pod, mounted by the downward API.
 */
final class SecondVm {

    /** The directory of the file with the flags of a second VM. */
    static final String PATH = "/run/beamcluster-remote";

    private static final String FILE = "remote.vm.args";
    private static final String ANNOTATION = "beamcluster.dev/remote-vm-args";

    private SecondVm() {}

    static List<EnvVar> variables(BeamCluster cluster) {
        return switch (cluster.getSpec().release()) {
            case Mix ->
                hasFile(cluster) ? List.of(EnvVars.ofValue("RELEASE_REMOTE_VM_ARGS", PATH + "/" + FILE)) : List.of();
            case Relx -> needsNodetool(cluster) ? List.of(EnvVars.ofValue("USE_NODETOOL", "true")) : List.of();
            case Erl, Custom -> List.of();
        };
    }

    /** Whether the pod has the file with the flags of a second VM. */
    static boolean hasFile(BeamCluster cluster) {
        return cluster.getSpec().release() == Release.Mix
                && !cluster.getSpec().distribution().epmd();
    }

    /** The annotations that the pod needs for the volume. */
    static Map<String, String> annotations(BeamCluster cluster) {
        return hasFile(cluster) ? Map.of(ANNOTATION, "-dist_listen false\n") : Map.of();
    }

    static Optional<Volume> volume(BeamCluster cluster) {
        return hasFile(cluster) ? Optional.of(volume()) : Optional.empty();
    }

    static Optional<VolumeMount> mount(BeamCluster cluster) {
        return hasFile(cluster) ? Optional.of(Volumes.mount(Volumes.REMOTE, PATH, true)) : Optional.empty();
    }

    private static boolean needsNodetool(BeamCluster cluster) {
        var distribution = cluster.getSpec().distribution();
        return distribution.tls() != null || !distribution.epmd();
    }

    private static Volume volume() {
        return new VolumeBuilder()
                .withName(Volumes.REMOTE)
                .withNewDownwardAPI()
                .addNewItem()
                .withPath(FILE)
                .withNewFieldRef("v1", "metadata.annotations['" + ANNOTATION + "']")
                .endItem()
                .endDownwardAPI()
                .build();
    }
}

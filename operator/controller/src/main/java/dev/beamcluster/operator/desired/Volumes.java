package dev.beamcluster.operator.desired;

import java.util.Set;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;

/** The names of a pod's own volumes, their mount paths, an empty one, and how to mount one. */
final class Volumes {

    static final String SECRET = "beamcluster-secret";
    static final String SECRET_PATH = "/run/beamcluster-secret";

    static final String COOKIE = "beamcluster-cookie";
    static final String COOKIE_PATH = "/run/beamcluster";

    static final String TLS = "beamcluster-tls";
    static final String TLS_PATH = "/run/beamcluster-tls";

    static final String TMP = "beamcluster-tmp";
    static final String TMP_PATH = "/tmp";

    static final String REMOTE = "beamcluster-remote";

    /** Writable under a read-only root; plain Erlang looks for its cookie here. */
    static final String HOME_PATH = "/home/beam";

    static final String HOME = "beamcluster-home";

    /** All of these names, whether or not this pod has the volume. */
    static final Set<String> NAMES = Set.of(SECRET, COOKIE, TLS, TMP, HOME, REMOTE);

    private Volumes() {}

    static VolumeMount mount(String volume, String path, boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(readOnly ? true : null)
                .build();
    }

    /** Returns a volume that is empty at first and gone with the pod. */
    static Volume scratch(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }
}

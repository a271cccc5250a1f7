package dev.beamcluster.operator.desired;

import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Distribution.Tls;
import dev.beamcluster.api.v1alpha1.Distribution.Verification;

/**
 * The volume with the node's private key, its certificate and the options of Erlang's distribution over TLS.
 *
 * <p>Erlang reads the options from a file (Erlang/OTP, Using TLS for Erlang Distribution). The file is an annotation of the pod,
 * mounted by the downward API, so it needs no further object. The kubelet writes a renewed certificate into the volume. Erlang
 * reads the files for every handshake, from a cache that it empties every two minutes (Erlang/OTP, ssl,
 * {@code ssl_pem_cache_clean}).
 */
final class TlsVolume {

    static final String OPTIONS_PATH = Volumes.TLS_PATH + "/ssl_dist.conf";
    private static final String OPTIONS_ANNOTATION = "beamcluster.dev/ssl-dist-options";

    /** Readable by the group of the node's process, which is the volume's {@code fsGroup}. */
    private static final int MODE = 0440;

    private TlsVolume() {}

    /** The annotations that the pod needs for the volume. */
    static Map<String, String> annotations(BeamCluster cluster) {
        Tls tls = cluster.getSpec().distribution().tls();
        return tls == null ? Map.of() : Map.of(OPTIONS_ANNOTATION, options(tls.verification()));
    }

    static Optional<Volume> volume(BeamCluster cluster) {
        return Optional.ofNullable(cluster.getSpec().distribution().tls())
                .map(tls -> new VolumeBuilder()
                        .withName(Volumes.TLS)
                        .withNewProjected()
                        .withDefaultMode(MODE)
                        .addNewSource()
                        .withNewSecret()
                        .withName(tls.secretName())
                        .withItems(file("ca.crt"), file("tls.crt"), file("tls.key"))
                        .endSecret()
                        .endSource()
                        .addNewSource()
                        .withNewDownwardAPI()
                        .addNewItem()
                        .withPath("ssl_dist.conf")
                        .withNewFieldRef("v1", "metadata.annotations['" + OPTIONS_ANNOTATION + "']")
                        .endItem()
                        .endDownwardAPI()
                        .endSource()
                        .endProjected()
                        .build());
    }

    static Optional<VolumeMount> mount(BeamCluster cluster) {
        return Optional.ofNullable(cluster.getSpec().distribution().tls())
                .map(_ -> Volumes.mount(Volumes.TLS, Volumes.TLS_PATH, true));
    }

    /**
     * Returns the TLS options. Both ends must present a certificate; only the client knows which host name to expect from the
     * other end.
     */
    private static String options(Verification verification) {
        String both =
                "{certfile, \"%1$s/tls.crt\"}, {keyfile, \"%1$s/tls.key\"}, {cacertfile, \"%1$s/ca.crt\"}, {verify, verify_peer}"
                        .formatted(Volumes.TLS_PATH);
        String host = switch (verification) {
            case Host -> "";
            case Authority -> ", {server_name_indication, disable}";
        };
        return "[{server, [%s, {fail_if_no_peer_cert, true}]},\n {client, [%s%s]}].\n".formatted(both, both, host);
    }

    private static KeyToPath file(String key) {
        return new KeyToPathBuilder().withKey(key).withPath(key).build();
    }
}

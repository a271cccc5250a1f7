package dev.beamcluster.kubectl.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.CookieSource;
import dev.beamcluster.api.v1alpha1.Distribution;
import dev.beamcluster.api.v1alpha1.WellKnown;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.mesh.tls.TlsFiles;

/** What a person needs to join a mesh, read with the rights of that person. No message quotes any of it. */
public final class Credentials {

    private final KubernetesClient client;
    private final String namespace;

    public Credentials(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * Returns the cookie of a BeamCluster.
     *
     * @throws Unreadable if it cannot be read
     */
    public Cookie cookie(BeamCluster cluster) {
        CookieSource source = cluster.getSpec().cookie();
        if (source != null && source.secretRef() != null) {
            return cookie(source.secretRef().name(), source.secretRef().key());
        }
        return cookie(WellKnown.cookieSecret(cluster.getMetadata().getName()), WellKnown.COOKIE_KEY);
    }

    /**
     * Returns the cookie in a Secret.
     *
     * @param reference the Secret, or {@code SECRET/KEY}; the key is {@code cookie} by default
     * @throws Unreadable if it cannot be read
     */
    public Cookie cookie(String reference) {
        int slash = reference.indexOf('/');
        return slash < 0
                ? cookie(reference, WellKnown.COOKIE_KEY)
                : cookie(reference.substring(0, slash), reference.substring(slash + 1));
    }

    private Cookie cookie(String secret, String key) {
        String text = text(secret(secret), key)
                .orElseThrow(() -> new Unreadable("Secret %s has no key %s".formatted(secret, key)));
        return cookieOf(text, "Secret " + secret);
    }

    /**
     * Returns the cookie in a file, such as {@code ~/.erlang.cookie}.
     *
     * @throws Unreadable if it cannot be read
     */
    public static Cookie cookie(Path file) {
        try {
            return cookieOf(Files.readString(file, StandardCharsets.ISO_8859_1).strip(), file.toString());
        } catch (IOException e) {
            throw new Unreadable("the cookie file %s cannot be read".formatted(file));
        }
    }

    private static Cookie cookieOf(String text, String where) {
        try {
            return new Cookie(text);
        } catch (IllegalArgumentException e) {
            throw new Unreadable("the cookie in %s does not have 1 to 255 characters".formatted(where));
        }
    }

    /**
     * Returns how to connect to the nodes of a BeamCluster.
     *
     * @param otherSecret a Secret with other certificates than the spec names
     * @throws Unreadable if the certificates cannot be read
     */
    public Protocol protocol(BeamCluster cluster, @Nullable String otherSecret) {
        Distribution distribution = cluster.getSpec().distribution();
        OptionalInt port = distribution.epmd()
                ? OptionalInt.empty()
                : OptionalInt.of(distribution.ports().from());
        Distribution.Tls tls = distribution.tls();
        boolean isIpv6 = distribution.ipFamily() == Distribution.IpFamily.IPv6;
        if (tls == null) {
            return new Protocol(port, isIpv6, Optional.empty());
        }
        String named = Objects.requireNonNullElse(tls.operatorSecretName(), tls.secretName());
        boolean checksHost = tls.verification() == Distribution.Verification.Host;
        return new Protocol(port, isIpv6, Optional.of(tls(Objects.requireNonNullElse(otherSecret, named), checksHost)));
    }

    /**
     * Returns the certificates in a Secret.
     *
     * @param checksHost whether a node's certificate must name its host
     * @throws Unreadable if they cannot be read
     */
    public Protocol.Tls tls(String secret, boolean checksHost) {
        Secret found = secret(secret);
        var texts = new HashMap<String, String>();
        TlsFiles.KEYS.forEach(key -> text(found, key).ifPresent(text -> texts.put(key, text)));
        try {
            return new Protocol.Tls(TlsFiles.context(texts).getSocketFactory(), checksHost);
        } catch (IOException e) {
            throw new Unreadable("Secret %s cannot be used for TLS: %s".formatted(secret, e.getMessage()));
        }
    }

    private Secret secret(String name) {
        try {
            Secret secret =
                    client.secrets().inNamespace(namespace).withName(name).get();
            if (secret == null) {
                throw new Unreadable("there is no Secret %s in the namespace %s".formatted(name, namespace));
            }
            return secret;
        } catch (KubernetesClientException e) {
            throw Unreadable.because(e);
        }
    }

    private static Optional<String> text(Secret secret, String key) {
        Map<String, String> data = Objects.requireNonNullElse(secret.getData(), Map.of());
        return Optional.ofNullable(data.get(key))
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1));
    }
}

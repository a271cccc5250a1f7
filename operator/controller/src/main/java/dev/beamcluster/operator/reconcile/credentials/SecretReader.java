package dev.beamcluster.operator.reconcile.credentials;

import java.util.Optional;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** Reads the Secrets that a spec names, each version once, since a watch reports new versions. */
final class SecretReader {

    private final KubernetesClient client;
    private final SecretVersions versions;

    SecretReader(KubernetesClient client, SecretVersions versions) {
        this.client = client;
        this.versions = versions;
    }

    /** Returns an identifier of a Secret and its version. */
    static String version(String uid, String resourceVersion) {
        return uid + "/" + resourceVersion;
    }

    /**
     * A named Secret.
     *
     * @param field the field of the spec that names it
     * @param keys the keys that it must have, for the message if it is missing
     */
    record Named(String field, String secret, String keys) {}

    <T> Credential<T> read(
            BeamCluster cluster, Named named, SecretMemo<T> memo, Function<Secret, Credential<T>> parse) {
        String namespace = cluster.getMetadata().getNamespace();
        Optional<Credential<T>> known =
                versions.of(namespace, named.secret()).flatMap(version -> memo.get(of(named, version)));
        if (known.isPresent()) {
            return known.get();
        }
        // The watch may lag behind, so a Secret that it does not have yet is requested.
        Secret secret =
                client.secrets().inNamespace(namespace).withName(named.secret()).get();
        if (secret == null) {
            memo.drop();
            return Credential.invalid(
                    named.field(), "Secret " + named.secret() + " does not exist", "create it with " + named.keys());
        }
        var metadata = secret.getMetadata();
        return memo.put(
                of(named, version(metadata.getUid(), metadata.getResourceVersion())), () -> parse.apply(secret));
    }

    private static String of(Named named, String version) {
        return named.secret() + " " + named.keys() + " " + version;
    }
}

package dev.beamcluster.operator.reconcile.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;

import dev.beamcluster.operator.reconcile.ApiStandIn;

/** Secrets of users in the API server, and the versions that the watch has brought. */
final class UserSecrets {

    private final ApiStandIn api;
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    UserSecrets(ApiStandIn api) {
        this.api = api;
    }

    static Secret secret(String name, String version, Map<String, String> texts) {
        var builder = new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("shop")
                .withUid("uid-of-" + name)
                .withResourceVersion(version)
                .endMetadata();
        texts.forEach((key, text) ->
                builder.addToData(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        return builder.build();
    }

    void hold(Secret secret) {
        api.hold(secret);
        var metadata = secret.getMetadata();
        versions.put(metadata.getName(), SecretReader.version(metadata.getUid(), metadata.getResourceVersion()));
    }

    void delete(Secret secret) {
        api.drop(secret);
        versions.remove(secret.getMetadata().getName());
    }

    Optional<String> version(String name) {
        return Optional.ofNullable(versions.get(name));
    }
}

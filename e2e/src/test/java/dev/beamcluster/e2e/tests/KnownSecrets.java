package dev.beamcluster.e2e.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.TestNamespace;

/**
 * The values of all Secrets of a run, in {@code e2e/target/secrets.txt}: the report must not have them, and not all of them look like a
 * secret.
 */
final class KnownSecrets {

    /** Shorter values, such as a user's name, are also words. Certificates and keys have several lines, and look like what they are. */
    private static final Pattern SECRET = Pattern.compile("\\p{Graph}{16,}");

    private final Set<String> values = new TreeSet<>();

    /** Adds the Secrets that are in a namespace now. */
    synchronized void addOf(TestNamespace namespace) {
        if (values.addAll(valuesOf(namespace))) {
            try {
                Files.write(Repository.here().file("e2e/target/secrets.txt"), values);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Collection<String> valuesOf(TestNamespace namespace) {
        try {
            return namespace.cluster().client().secrets().inNamespace(namespace.name()).list().getItems().stream()
                    .map(Secret::getData)
                    .filter(data -> data != null)
                    .flatMap(data -> data.values().stream())
                    .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8).strip())
                    .filter(value -> SECRET.matcher(value).matches())
                    .toList();
        } catch (KubernetesClientException e) {
            // A test may have taken the API server away. What looks like a secret is masked anyway.
            return Set.of();
        }
    }
}

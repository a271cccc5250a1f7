package dev.beamcluster.operator.reconcile.jobs;

import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.beamcluster.operator.observed.JobFailure.Output;

/**
 * Masks in the output of a pod the values that its variables took from Secrets. The values are read after the pod has ended: if
 * they may have changed since it started, nothing is quoted.
 */
final class SecretValues {

    private final KubernetesClient client;

    SecretValues(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Returns the output with all values masked.
     *
     * @param message what the kubelet kept of the output
     */
    Output masked(Pod pod, String message) {
        if (message.isBlank()) {
            return new Output.None();
        }
        var values = new ArrayList<String>();
        for (String name : secrets(pod)) {
            Optional<Secret> secret = read(pod.getMetadata().getNamespace(), name);
            if (secret.isEmpty()) {
                return new Output.Withheld("the Secret " + name + " of its variables cannot be read");
            }
            if (isYounger(secret.get(), pod)) {
                return new Output.Withheld("the Secret " + name + " of its variables has changed since");
            }
            values.addAll(values(secret.get()));
        }
        String text = new MaskedText(values).of(message);
        return text.isEmpty() ? new Output.None() : new Output.Quoted(text);
    }

    /** Returns the names of Secrets from which the pod's containers take variables. */
    private static SortedSet<String> secrets(Pod pod) {
        var names = new TreeSet<String>();
        Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .forEach(container -> names.addAll(secrets(container)));
        return names;
    }

    private static Set<String> secrets(Container container) {
        var names = new LinkedHashSet<String>();
        container.getEnv().stream()
                .filter(variable -> variable.getValueFrom() != null)
                .flatMap(variable -> Stream.ofNullable(variable.getValueFrom().getSecretKeyRef()))
                .forEach(key -> names.add(key.getName()));
        container.getEnvFrom().stream()
                .flatMap(source -> Stream.ofNullable(source.getSecretRef()))
                .forEach(secret -> names.add(secret.getName()));
        return names;
    }

    private Optional<Secret> read(String namespace, String name) {
        try {
            return Optional.ofNullable(
                    client.secrets().inNamespace(namespace).withName(name).get());
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e; // Another try may succeed, and what is withheld is never read again.
            }
            return Optional.empty();
        }
    }

    private static Collection<String> values(Secret secret) {
        Map<String, String> data = Objects.requireNonNullElse(secret.getData(), Map.of());
        return data.values().stream()
                .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
                .toList();
    }

    /** Whether the Secret was written after the pod was created, as far as Kubernetes remembers its writes. */
    private static boolean isYounger(Secret secret, Pod pod) {
        Instant start = Instant.parse(pod.getMetadata().getCreationTimestamp());
        List<Instant> writes = Stream.concat(
                        Stream.ofNullable(secret.getMetadata().getCreationTimestamp()),
                        Stream.ofNullable(secret.getMetadata().getManagedFields())
                                .flatMap(List::stream)
                                .flatMap(entry -> Stream.ofNullable(entry.getTime())))
                .flatMap(time -> parsed(time).stream())
                .toList();
        return writes.stream()
                .max(Comparator.naturalOrder())
                .filter(start::isBefore)
                .isPresent();
    }

    private static Optional<Instant> parsed(String time) {
        try {
            return Optional.of(Instant.parse(time));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

package dev.beamcluster.operator.reconcile.credentials;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Distribution;
import dev.beamcluster.operator.desired.CookieReference;

/**
 * Detects changes of the Secrets that specs name, with one watch for each watched namespace, or one for all. No label selects
 * these Secrets, and the request rate must not grow with the number of BeamClusters. The API server sends only metadata, of which
 * the operator keeps only a name and a version (docs/adr/0022).
 */
public final class NamedSecrets implements SecretVersions, AutoCloseable {

    private static final String BY_SECRET = "named-secrets";

    /** The page size of kubectl: a namespace may hold thousands of Secrets. */
    private static final long PAGE = 500;

    private final KubernetesClient metadata;
    private final Map<String, InformerEventSource<Secret, BeamCluster>> sources = new LinkedHashMap<>();

    /** Creates an instance that does not watch yet. */
    public NamedSecrets(KubernetesClient client) {
        this.metadata = new KubernetesClientBuilder()
                .withConfig(client.getConfiguration())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("metadata", new MetadataOnly()))
                .withKubernetesSerialization(new KubernetesSerialization(lenient(), true))
                .build();
    }

    /**
     * Returns the event sources that trigger the reconciler. An item store is for one namespace, so each namespace has its own
     * event source.
     */
    public List<EventSource<?, BeamCluster>> sources(EventSourceContext<BeamCluster> context) {
        context.getPrimaryCache().addIndexer(BY_SECRET, NamedSecrets::secrets);
        Set<String> namespaces = context.getControllerConfiguration()
                .getInformerConfig()
                .getEffectiveNamespaces(context.getControllerConfiguration());
        namespaces.forEach(namespace -> sources.put(namespace, source(namespace, context)));
        return List.copyOf(sources.values());
    }

    @Override
    public Optional<String> of(String namespace, String name) {
        return Optional.ofNullable(sources.getOrDefault(namespace, sources.get(Constants.WATCH_ALL_NAMESPACES)))
                .flatMap(source -> source.get(new ResourceID(name, namespace)))
                .map(secret -> SecretReader.version(
                        secret.getMetadata().getUid(), secret.getMetadata().getResourceVersion()));
    }

    @Override
    public void close() {
        metadata.close();
    }

    /** Accepts null for an empty list of metadata, as the API server writes it. */
    private static ObjectMapper lenient() {
        var mapper = new ObjectMapper();
        mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SKIP));
        return mapper;
    }

    /** Returns the client that lists and watches. */
    KubernetesClient metadata() {
        return metadata;
    }

    private InformerEventSource<Secret, BeamCluster> source(String namespace, EventSourceContext<BeamCluster> context) {
        var store = new ReducedStateItemStore<>(
                ReducedStateItemStore.NAME_KEY_STATE,
                Secret.class,
                metadata.getKubernetesSerialization(),
                "metadata.uid");
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Secret.class, BeamCluster.class)
                        .withName(BY_SECRET + "-" + namespace)
                        .withKubernetesClient(metadata)
                        .withNamespaces(namespace)
                        .withInformerListLimit(PAGE)
                        .withItemStore(store)
                        // These Secrets are looked up by name, never by BeamCluster.
                        .<BeamCluster>withPrimaryToSecondaryMapper(_ -> Set.of())
                        .withSecondaryToPrimaryMapper(secret -> clusters(secret, context))
                        .build(),
                context);
    }

    /** The BeamClusters whose specs name this Secret. */
    private static Set<ResourceID> clusters(Secret secret, EventSourceContext<BeamCluster> context) {
        var metadata = secret.getMetadata();
        return context.getPrimaryCache().byIndex(BY_SECRET, key(metadata.getNamespace(), metadata.getName())).stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    /**
     * Returns the Secrets that a spec names, including the operator's own: without the operator's label it is in no other cache.
     */
    private static List<String> secrets(BeamCluster cluster) {
        Distribution.Tls tls = cluster.getSpec().distribution().tls();
        Stream<String> certificates = tls == null
                ? Stream.of()
                : Stream.concat(Stream.of(tls.secretName()), Stream.ofNullable(tls.operatorSecretName()));
        return Stream.concat(Stream.of(CookieReference.of(cluster).secret()), certificates)
                .distinct()
                .map(name -> key(cluster.getMetadata().getNamespace(), name))
                .toList();
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }
}

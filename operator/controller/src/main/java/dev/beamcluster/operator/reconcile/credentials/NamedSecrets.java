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
 * Notices changes of the Secrets that specs name, by one watch for each watched namespace, or one for all: there is no label to select
 * them by, and no request rate that grows with the number of BeamClusters. The API server sends metadata only, and of that no more than
 * a name and a version is kept (docs/adr/0022).
 */
public final class NamedSecrets implements SecretVersions, AutoCloseable {

    private static final String BY_SECRET = "named-secrets";

    /** As many as in a page of kubectl's: a namespace may hold thousands. */
    private static final long PAGE = 500;

    private final KubernetesClient metadata;
    private final Map<String, InformerEventSource<Secret, BeamCluster>> sources = new LinkedHashMap<>();

    /** Watches nothing yet. */
    public NamedSecrets(KubernetesClient client) {
        this.metadata = new KubernetesClientBuilder()
                .withConfig(client.getConfiguration())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("metadata", new MetadataOnly()))
                .withKubernetesSerialization(new KubernetesSerialization(lenient(), true))
                .build();
    }

    /** What tells the reconciler of changes; an item store is for one namespace, so each has an event source of its own. */
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

    /** The API server writes an empty list of metadata as null. */
    private static ObjectMapper lenient() {
        var mapper = new ObjectMapper();
        mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SKIP));
        return mapper;
    }

    /** The client that lists and watches. */
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
                        // They are asked for by name, never by way of a BeamCluster.
                        .<BeamCluster>withPrimaryToSecondaryMapper(_ -> Set.of())
                        .withSecondaryToPrimaryMapper(secret -> context
                                .getPrimaryCache()
                                .byIndex(
                                        BY_SECRET,
                                        key(
                                                secret.getMetadata().getNamespace(),
                                                secret.getMetadata().getName()))
                                .stream()
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                        .build(),
                context);
    }

    /** The Secrets that a spec names; its own too, since one without our label is in no other cache. */
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

package dev.beamcluster.operator.reconcile.credentials;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;

/** Requests metadata instead of whole objects (Kubernetes, API Concepts, Resource metadata). */
final class MetadataOnly implements Interceptor {

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        String query = request.uri().getQuery();
        boolean watches = query != null && query.contains("watch=true");
        String form = watches ? "PartialObjectMetadata" : "PartialObjectMetadataList";
        builder.setHeader("Accept", "application/json;as=" + form + ";g=meta.k8s.io;v=v1,application/json");
    }
}

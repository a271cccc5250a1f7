package dev.beamcluster.operator.metrics;

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A request without the names in it: their number has no bound. */
class ApiCallTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /api/v1/pods                                                              | list   | pods",
                "GET    | /api/v1/namespaces/shop/pods?labelSelector=a%3Db                          | list   | pods",
                "GET    | /api/v1/pods?allowWatchBookmarks=true&watch=true                          | watch  | pods",
                "GET    | /api/v1/pods?watch=true&resourceVersion=5                                 | watch  | pods",
                "GET    | /api/v1/pods?labelSelector=watch                                          | list   | pods",
                "GET    | /api/v1/namespaces/shop/secrets/chat-cookie                               | get    | secrets",
                "GET    | /apis/apps/v1/namespaces/shop/statefulsets/chat                           | get    | statefulsets",
                "PATCH  | /apis/beamcluster.dev/v1alpha1/namespaces/shop/beamclusters/chat/status   | patch  | beamclusters/status",
                "POST   | /apis/events.k8s.io/v1/namespaces/shop/events                             | create | events",
                "PUT    | /apis/coordination.k8s.io/v1/namespaces/system/leases/beamcluster         | update | leases",
                "DELETE | /apis/batch/v1/namespaces/shop/jobs/chat-before                           | delete | jobs",
                "GET    | /api/v1/namespaces                                                        | list   | namespaces",
                "GET    | /api/v1/namespaces/shop                                                   | get    | namespaces",
                "GET    | /version                                                                  | list   | other",
                "GET    | /                                                                         | list   | other",
                "TRACE  | /api/v1/pods                                                              | other  | pods",
            })
    void isNamedAsInRights(String method, String uri, String verb, String resource) {
        assertThat(ApiCall.of(method, URI.create("https://10.0.0.1:443" + uri))).isEqualTo(new ApiCall(verb, resource));
    }
}

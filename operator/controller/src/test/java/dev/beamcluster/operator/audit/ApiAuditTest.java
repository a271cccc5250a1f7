package dev.beamcluster.operator.audit;

import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.audit.AuditEntry;
import dev.beamcluster.audit.AuditEntry.Kind;
import dev.beamcluster.audit.AuditReader;
import dev.beamcluster.audit.Cause;
import dev.beamcluster.audit.Outcome;
import dev.beamcluster.audit.Subject;
import dev.beamcluster.audit.Verification;
import dev.beamcluster.operator.reconcile.ApiStandIn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

class ApiAuditTest {

    private static final Cause CAUSE = new Cause("shop", "chat", 3, "apply");
    private static final String COOKIE = "c29tZXRoaW5nIHNlY3JldA==";

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AuditTrail trail = new AuditTrail("operator-0", InstantSource.system(), lines::add);
    private final ApiAudit audit = new ApiAudit(trail);
    private final ApiStandIn api = new ApiStandIn();
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(api.client().getConfiguration())
                    .withRequestRetryBackoffLimit(2)
                    .withRequestRetryBackoffInterval(1)
                    .build())
            .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor(ApiAudit.NAME, audit))
            .build();

    @AfterEach
    void end() {
        client.close();
        api.close();
    }

    @Test
    void aWriteHasItsObjectItsCauseAndItsCode() {
        // When a step of a reconcile patches an object
        WriteCause.during(CAUSE, () -> patch("chat-nodes"));

        // Then that is one entry
        await().until(() -> !writes().isEmpty());
        assertThat(writes()).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("patch");
            assertThat(entry.subject()).isEqualTo(Subject.object("services", "shop", "chat-nodes"));
            assertThat(entry.cause()).isEqualTo(CAUSE);
            assertThat(entry.outcome().result()).isEqualTo(Outcome.Result.OK);
            assertThat(entry.outcome().code()).isEqualTo(200);
        });
    }

    @Test
    void aRefusalHasWhatTheApiServerSaid() {
        // Given an API server that refuses to change the object
        api.refuse("PATCH", "services", 422, "spec.clusterIP: field is immutable");

        // When it is changed
        assertThatThrownBy(() -> WriteCause.during(CAUSE, () -> patch("chat-nodes")))
                .isInstanceOf(KubernetesClientException.class);

        // Then the entry says why
        await().until(() -> !writes().isEmpty());
        assertThat(writes())
                .extracting(
                        entry -> entry.outcome().result(),
                        entry -> entry.outcome().code(),
                        entry -> entry.outcome().message())
                .containsExactly(tuple(Outcome.Result.REFUSED, 422, "spec.clusterIP: field is immutable"));
    }

    @Test
    void eachAttemptIsAnEntryWithTheSameCause() {
        // Given an API server that is overloaded
        api.refuse("PATCH", "services", 503, "too busy");

        // When the client tries again
        assertThatThrownBy(() -> WriteCause.during(CAUSE, () -> patch("chat-nodes")))
                .isInstanceOf(KubernetesClientException.class);

        // Then there are as many entries as requests
        await().untilAsserted(() -> assertThat(writes()).hasSize(api.requests().size()));
        assertThat(writes())
                .hasSizeGreaterThan(1)
                .allMatch(
                        entry -> entry.cause().equals(CAUSE) && entry.outcome().code() == 503);
    }

    @Test
    void aWriteWithoutAnAnswerIsAFailureWithTheCodeZero() {
        // Given an API server that has ended
        api.close();

        // When an object is changed, and the process ends
        assertThatThrownBy(() -> WriteCause.during(CAUSE, () -> patch("chat-nodes")))
                .isInstanceOf(KubernetesClientException.class);
        audit.end();

        // Then each attempt may have been carried out
        assertThat(writes())
                .hasSize(3)
                .allMatch(entry -> entry.outcome().result() == Outcome.Result.FAILED
                        && entry.outcome().code() == 0
                        && entry.cause().equals(CAUSE));
    }

    @Test
    void nothingOfASecretIsThere() {
        // Given an API server that quotes the Secret in its refusal
        api.refuse("POST", "secrets", 422, "data[cookie]: Invalid value: " + COOKIE);
        Secret secret = new SecretBuilder()
                .addToData("cookie", COOKIE)
                .withNewMetadata()
                .withNamespace("shop")
                .withName("chat-cookie")
                .endMetadata()
                .build();

        // When it is created
        assertThatThrownBy(() -> client.resource(secret).create()).isInstanceOf(KubernetesClientException.class);

        // Then the entry has its name, and neither its data nor what the API server said
        await().until(() -> !writes().isEmpty());
        assertThat(writes())
                .extracting(AuditEntry::subject)
                .containsExactly(Subject.object("secrets", "shop", "chat-cookie"));
        assertThat(lines).noneMatch(line -> line.contains(COOKIE));
    }

    @Test
    void readsAreCountedAndNotListed() {
        // When something is read, and the process ends
        assertThat(client.services().inNamespace("shop").withName("chat").get()).isNull();
        assertThat(client.services().inNamespace("shop").withName("chat").get()).isNull();
        audit.end();
        trail.end();

        // Then only the summary has it
        assertThat(entries()).extracting(AuditEntry::kind).containsExactly(Kind.SUMMARY, Kind.END);
        assertThat(entries().getFirst().counts()).containsExactly(new AuditEntry.Count("", "get", "services", 2));
    }

    @Test
    void theEntriesAreOneChainFromTheStartToTheEnd() {
        // Given a process that starts, writes and ends
        trail.start("0.1.0");
        WriteCause.during(CAUSE, () -> patch("chat-nodes"));
        await().until(() -> !writes().isEmpty());
        trail.end();

        // When somebody still writes afterwards
        trail.refused(CAUSE, "InvalidSpec", "too late");

        // Then the chain is whole, and ends with the end
        Verification verified = Verification.of(List.copyOf(lines));
        assertThat(verified.findings()).isEmpty();
        assertThat(verified.processes()).singleElement().matches(log -> log.hasStart() && log.isClosed());
    }

    private Service patch(String name) {
        var service = new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName(name)
                .endMetadata()
                .build();
        api.hold(service);
        return client.resource(service)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
    }

    private List<AuditEntry> writes() {
        return entries().stream().filter(entry -> entry.kind() == Kind.WRITE).toList();
    }

    private List<AuditEntry> entries() {
        return lines.stream()
                .map(line -> AuditReader.read(line).orElseThrow().entry())
                .toList();
    }
}

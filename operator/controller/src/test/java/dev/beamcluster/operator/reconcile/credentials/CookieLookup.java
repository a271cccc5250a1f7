package dev.beamcluster.operator.reconcile.credentials;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.fabric8.kubernetes.api.model.HasMetadata;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.operator.reconcile.ApiStandIn;
import dev.beamcluster.operator.reconcile.Chat;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;

/** Finds cookies as one reconcile after another does, with an API server of its own. */
final class CookieLookup implements AutoCloseable {

    private final ApiStandIn api = new ApiStandIn();
    private final UserSecrets secrets = new UserSecrets(api);
    private final AtomicInteger generated = new AtomicInteger();
    private final KnownCredentials known = new KnownCredentials();
    private final CredentialStore store = new CredentialStore(
            api.client(),
            (_, name) -> secrets.version(name),
            () -> new Cookie("fresh-" + generated.incrementAndGet()),
            (_, _) -> {});

    ApiStandIn api() {
        return api;
    }

    UserSecrets secrets() {
        return secrets;
    }

    /** How many cookies were generated. */
    int generated() {
        return generated.get();
    }

    /** The requests that created something. */
    List<ApiStandIn.Request> created() {
        return api.writes().stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }

    Credential<Cookie> find(BeamCluster cluster, HasMetadata... cached) {
        return find(cluster, known, cached);
    }

    Credential<Cookie> find(BeamCluster cluster, KnownCredentials session, HasMetadata... cached) {
        return store.find(cluster, Chat.snapshot(api.client(), cluster, cached), session)
                .then(access -> new Credential.Ready<>(access.cookie()));
    }

    static Credential<Cookie> ready(String cookie) {
        return new Credential.Ready<>(new Cookie(cookie));
    }

    static Reason refused(Credential<Cookie> credential) {
        return ((ApplyOutcome.Refused) ((Credential.Missing<Cookie>) credential).why()).reason();
    }

    @Override
    public void close() {
        api.close();
    }
}

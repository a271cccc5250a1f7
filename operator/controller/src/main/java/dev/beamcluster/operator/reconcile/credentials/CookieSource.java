package dev.beamcluster.operator.reconcile.credentials;

import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.operator.desired.CookieReference;
import dev.beamcluster.operator.desired.CookieSecret;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.OwnSecret;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.reconcile.apply.AnswerCache;
import dev.beamcluster.operator.reconcile.apply.ApiErrors;
import dev.beamcluster.operator.reconcile.apply.Ownership;
import dev.beamcluster.operator.reconcile.apply.RetryLater;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;

/**
 * Finds the cookie of a BeamCluster, and generates it for a new BeamCluster. Never changes a cookie: nodes with different cookies
 * refuse each other.
 */
final class CookieSource {

    private static final Logger LOG = LoggerFactory.getLogger(CookieSource.class);

    private static final String REMEDY = " (`kubectl exec POD -c beam -- sh -c 'cat $BEAM_COOKIE_FILE'`)";

    private final KubernetesClient client;
    private final SecretReader secrets;
    private final Supplier<Cookie> fresh;
    private final AnswerCache answers;

    CookieSource(KubernetesClient client, SecretReader secrets, Supplier<Cookie> fresh, AnswerCache answers) {
        this.client = client;
        this.secrets = secrets;
        this.fresh = fresh;
        this.answers = answers;
    }

    Credential<Cookie> find(BeamCluster cluster, Snapshot seen, KnownCredentials known) {
        CookieReference reference = CookieReference.of(cluster);
        if (!reference.own()) {
            known.noneGenerated();
            return users(cluster, reference, seen, known)
                    .then(cookie -> passed(cluster, reference, seen, cookie))
                    .then(cookie -> {
                        known.users(cookie);
                        return new Credential.Ready<>(cookie);
                    });
        }
        known.noneOfUser();
        return own(cluster, reference, seen, known);
    }

    private Credential<Cookie> users(
            BeamCluster cluster, CookieReference reference, Snapshot seen, KnownCredentials known) {
        String content = seen.workload().isPresent() ? "the cookie of the running nodes" + REMEDY : "the cookie";
        var named = new SecretReader.Named(
                "spec.cookie.secretRef.name", reference.secret(), content + " under the key " + reference.key());
        return secrets.read(
                cluster,
                named,
                known.usersCookie,
                secret -> CookieText.of(secret, reference.key())
                        .<Credential<Cookie>>map(Credential.Ready::new)
                        .orElseGet(() -> unusable(
                                "spec.cookie.secretRef", CookieText.whyNot(secret, reference.key()), reference.key())));
    }

    /**
     * Refuses a cookie that the start script does not pass on, unless there are nodes: they may have been given it in another
     * way.
     */
    private static Credential<Cookie> passed(
            BeamCluster cluster, CookieReference reference, Snapshot seen, Cookie cookie) {
        Optional<String> problem = seen.workload().isPresent()
                ? Optional.empty()
                : StartScriptCookie.problem(cluster.getSpec().release(), cookie);
        return problem.<Credential<Cookie>>map(why -> Credential.invalid(
                        "spec.cookie.secretRef",
                        "the cookie in Secret " + reference.secret() + " " + why,
                        "choose another cookie, for example letters and digits only"))
                .orElseGet(() -> new Credential.Ready<>(cookie));
    }

    private Credential<Cookie> own(
            BeamCluster cluster, CookieReference reference, Snapshot seen, KnownCredentials known) {
        // The cache holds only Secrets with the operator's label; a Secret without it may exist. Creating it then
        // fails, so
        // a new BeamCluster's is not looked for.
        boolean isNew =
                known.isFirstSearch() && obstacle(cluster, reference, seen).isEmpty();
        OwnSecret secret = isNew || !(seen.ownSecret() instanceof OwnSecret.Missing)
                ? seen.ownSecret()
                : lookUp(cluster, reference);
        return secret instanceof OwnSecret.Missing
                ? create(cluster, reference, seen, known)
                : existing(cluster, reference, secret, known);
    }

    private OwnSecret lookUp(BeamCluster cluster, CookieReference reference) {
        return OwnSecrets.of(
                Optional.ofNullable(client.secrets()
                        .inNamespace(cluster.getMetadata().getNamespace())
                        .withName(reference.secret())
                        .get()),
                cluster);
    }

    private static Credential<Cookie> existing(
            BeamCluster cluster, CookieReference reference, OwnSecret secret, KnownCredentials known) {
        String name = "Secret " + reference.secret();
        return switch (secret) {
            case OwnSecret.Missing() -> throw new RetryLater(name + " was deleted a moment ago");
            case OwnSecret.Foreign() -> new Credential.Missing<>(Ownership.refusal(name, cluster));
            case OwnSecret.Unusable(String why) -> unusable(name, why, reference.key());
            case OwnSecret.Usable(Cookie cookie) -> {
                known.generated(cookie);
                yield new Credential.Ready<>(cookie);
            }
        };
    }

    private Credential<Cookie> create(
            BeamCluster cluster, CookieReference reference, Snapshot seen, KnownCredentials known) {
        Optional<Cookie> before = known.generated();
        Optional<ApplyOutcome> obstacle = before.isPresent() ? Optional.empty() : obstacle(cluster, reference, seen);
        if (obstacle.isPresent()) {
            return new Credential.Missing<>(obstacle.get());
        }
        Cookie cookie = before.orElseGet(fresh);
        try {
            answers.put(
                    Optional.empty(),
                    client.resource(CookieSecret.of(cluster, cookie)).create());
        } catch (KubernetesClientException e) {
            return e.getCode() == HttpURLConnection.HTTP_CONFLICT
                    ? existing(cluster, reference, lookUp(cluster, reference), known)
                    : new Credential.Missing<>(ApiErrors.of(e, "Secret", reference.secret()));
        }
        known.generated(cookie);
        LOG.atInfo()
                .addKeyValue("namespace", cluster.getMetadata().getNamespace())
                .addKeyValue("name", cluster.getMetadata().getName())
                .addKeyValue("secret", reference.secret())
                .log(before.isEmpty() ? "generated cookie Secret" : "recreated the deleted cookie Secret, unchanged");
        return new Credential.Ready<>(cookie);
    }

    /** Returns the reason not to generate a cookie; empty if no node has another one. */
    private static Optional<ApplyOutcome> obstacle(BeamCluster cluster, CookieReference reference, Snapshot seen) {
        List<PodFacts> pods = seen.allNodes().stream()
                .map(ExpectedNode::pod)
                .flatMap(Optional::stream)
                .toList();
        // A BeamCluster that never had nodes has lost no cookie, even if pods with its nodes' names exist.
        boolean hadNodes = seen.workload().isPresent()
                || (cluster.getStatus() != null
                        && Objects.requireNonNullElse(cluster.getStatus().replicas(), 0) > 0);
        if (hadNodes && pods.stream().anyMatch(pod -> !pod.deleting())) {
            return Optional.of(lost(reference));
        }
        // While a pod refers to the Secret, the kubelet caches it.
        // Under load, a new pod gets the cookie of the earlier Secret of this name.
        return seen.previousPods().isEmpty()
                ? Optional.empty()
                : Optional.of(new ApplyOutcome.Applied(
                        new Progress.Moving("waiting for pods of the previous BeamCluster to terminate")));
    }

    private static ApplyOutcome lost(CookieReference reference) {
        return new ApplyOutcome.Refused(
                Reason.CookieLost,
                "Secret " + reference.secret()
                        + " was deleted and the operator no longer knows the cookie the nodes use."
                        + " Recreate it with the cookie of a running node" + REMEDY + " under the key "
                        + reference.key()
                        + " and an owner reference to this BeamCluster (docs/conditions.md)");
    }

    private static Credential<Cookie> unusable(String field, String why, String key) {
        return Credential.invalid(
                field,
                why,
                "put 1 to 255 printable ASCII characters without white space under the key " + key
                        + " (a trailing newline is the usual cause: `echo -n`)");
    }
}

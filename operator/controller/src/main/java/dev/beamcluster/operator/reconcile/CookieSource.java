package dev.beamcluster.operator.reconcile;

import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.operator.desired.CookieReference;
import dev.beamcluster.operator.desired.CookieSecret;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.status.ApplyOutcome.Refused;
import dev.beamcluster.operator.status.Reason;

/**
 * Finds a cluster's cookie, and makes it when the cluster is new. Never changes one: nodes with different cookies refuse each
 * other.
 */
final class CookieSource {

    private static final Logger LOG = LoggerFactory.getLogger(CookieSource.class);

    private final KubernetesClient client;
    private final Supplier<Cookie> fresh;

    /** What the nodes run with, to make a deleted Secret again. Gone when the operator restarts. */
    private final Map<ClusterId, Cookie> known = new ConcurrentHashMap<>();

    CookieSource(KubernetesClient client, Supplier<Cookie> fresh) {
        this.client = client;
        this.fresh = fresh;
    }

    /** Who may have a cookie that is gone. */
    enum Use {
        /** There is no pod. */
        NONE,
        /** Only pods on their way out, an earlier BeamCluster's for example. */
        ENDING,
        /** A pod that stays. */
        LASTING
    }

    /** Either a cookie, or when there will be one, or what is in the way of one. */
    sealed interface Answer {
        record Known(Cookie cookie) implements Answer {}

        /** When the pods of before are gone. */
        record NotYet() implements Answer {}

        record InTheWay(Refused refused) implements Answer {}
    }

    /**
     * The cookie of this cluster.
     *
     * @param cached the Secret of our own, where the cache has it
     * @param nodes those that are wanted, and those that leave
     */
    Answer find(BeamCluster cluster, Optional<Secret> cached, Collection<ExpectedNode> nodes) {
        CookieReference reference = CookieReference.of(cluster);
        Answer answer = reference.own() ? own(cluster, cached, use(nodes)) : users(cluster, reference);
        if (answer instanceof Answer.Known(Cookie cookie)) {
            known.put(Naming.id(cluster), cookie);
        }
        return answer;
    }

    void forget(ClusterId cluster) {
        known.remove(cluster);
    }

    static Use use(Collection<ExpectedNode> nodes) {
        List<PodFacts> pods =
                nodes.stream().flatMap(node -> node.pod().stream()).toList();
        if (pods.isEmpty()) {
            return Use.NONE;
        }
        return pods.stream().allMatch(PodFacts::deleting) ? Use.ENDING : Use.LASTING;
    }

    private Answer users(BeamCluster cluster, CookieReference reference) {
        Secret secret = client.secrets()
                .inNamespace(cluster.getMetadata().getNamespace())
                .withName(reference.secret())
                .get();
        return secret == null
                ? invalid(
                        "spec.cookie.secretRef.name",
                        "there is no Secret " + reference.secret(),
                        "create it, with the cookie under the key " + reference.key())
                : read(secret, reference, "spec.cookie.secretRef");
    }

    private Answer own(BeamCluster cluster, Optional<Secret> cached, Use use) {
        CookieReference reference = CookieReference.of(cluster);
        Optional<Secret> secret = cached.or(() -> Optional.ofNullable(client.secrets()
                .inNamespace(cluster.getMetadata().getNamespace())
                .withName(reference.secret())
                .get()));
        if (secret.isPresent()) {
            return Ownership.isOf(secret.get(), cluster)
                    ? read(secret.get(), reference, "the Secret " + reference.secret())
                    : new Answer.InTheWay(Ownership.refusal(secret.get(), cluster));
        }
        return make(cluster, reference, use);
    }

    private Answer make(BeamCluster cluster, CookieReference reference, Use use) {
        Cookie before = known.get(Naming.id(cluster));
        if (before == null && use == Use.ENDING) {
            // While a pod refers to the Secret the kubelet keeps what it knows of it, and under load gives a new pod
            // the cookie
            // of the Secret that had this name before.
            return new Answer.NotYet();
        }
        if (before == null && use == Use.LASTING) {
            return new Answer.InTheWay(new Refused(
                    Reason.CookieLost,
                    "the Secret " + reference.secret()
                            + " is gone, and the nodes run with a cookie that the operator does not"
                            + " know; make it again with the cookie of a node under the key " + reference.key()
                            + " (`kubectl exec POD -c beam -- sh -c 'cat $BEAM_COOKIE_FILE'`) and an owner reference to this"
                            + " BeamCluster (docs/conditions.md)"));
        }
        Cookie cookie = before == null ? fresh.get() : before;
        try {
            client.resource(CookieSecret.of(cluster, cookie)).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                throw new RetryLater("the Secret " + reference.secret() + " appeared while it was being made", e);
            }
            return new Answer.InTheWay(ApiErrors.of(e, "Secret", reference.secret()));
        }
        LOG.atInfo()
                .addKeyValue("namespace", cluster.getMetadata().getNamespace())
                .addKeyValue("name", cluster.getMetadata().getName())
                .addKeyValue("secret", reference.secret())
                .log(before == null ? "made a cookie" : "made the deleted Secret again, with the same cookie");
        return new Answer.Known(cookie);
    }

    private static Answer read(Secret secret, CookieReference reference, String field) {
        return CookieText.of(secret, reference.key())
                .<Answer>map(Answer.Known::new)
                .orElseGet(() -> invalid(
                        field,
                        CookieText.whyNot(secret, reference.key()),
                        "put 1 to 255 printable ASCII characters without white space under the key " + reference.key()
                                + " (a trailing newline is the usual cause: `echo -n`)"));
    }

    private static Answer invalid(String field, String why, String remedy) {
        return new Answer.InTheWay(new Refused(Reason.InvalidSpec, field + ": " + why + "; " + remedy));
    }
}

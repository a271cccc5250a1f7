package dev.beamcluster.operator.reconcile.apply;

import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Desired;
import dev.beamcluster.operator.status.ApplyOutcome.Refused;

/** Writes one object, unless it is being deleted, or belongs to someone else. */
final class ObjectWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectWriter.class);

    private final KubernetesClient client;
    private final AnswerCache answers;
    private final ServerSideApply write;
    private final Deletion deletion;

    ObjectWriter(KubernetesClient client, AnswerCache answers) {
        this.client = client;
        this.answers = answers;
        this.write = new ServerSideApply(client);
        this.deletion = new Deletion(client);
    }

    /** Writes the object. Returns why that is impossible. */
    Optional<Refused> apply(ApplyTarget target, HasMetadata object) {
        Optional<HasMetadata> cached = target.inCache(object);
        if (cached.filter(ObjectWriter::isTerminating).isPresent()) {
            return Optional.empty(); // The event of its deletion triggers the reconcile that creates it again.
        }
        // The cache holds only objects with the operator's label; an object without it may exist. Creating it then
        // fails,
        // so nothing is looked for the first time.
        Optional<HasMetadata> there =
                cached.isPresent() || target.applied().isFirstTry(object) ? cached : lookUp(object);
        return write(target, object, cached, there);
    }

    private Optional<HasMetadata> lookUp(HasMetadata object) {
        return Optional.ofNullable(client.resource(object).get());
    }

    private Optional<Refused> write(
            ApplyTarget target, HasMetadata object, Optional<HasMetadata> cached, Optional<HasMetadata> there) {
        Optional<HasMetadata> foreign = there.filter(other -> !Ownership.isOf(other, target.cluster()));
        if (foreign.isPresent()) {
            return Optional.of(Ownership.refusal(foreign.get(), target.cluster()));
        }
        try {
            send(target, object, cached, there);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            String name = object.getMetadata().getName();
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                return Optional.of(ApiErrors.of(e, object.getKind(), name));
            }
            Optional<HasMetadata> other = there.isPresent() ? Optional.empty() : lookUp(object);
            if (other.isEmpty()) {
                throw new RetryLater(object.getKind() + " " + name + " changed since it was read", e);
            }
            return write(target, object, cached, other);
        }
    }

    private void send(
            ApplyTarget target, HasMetadata object, Optional<HasMetadata> cached, Optional<HasMetadata> there) {
        HasMetadata answer = there.isPresent()
                ? write.change(object, there.get())
                : create(object, target.cluster(), target.cached());
        target.applied().remember(object, cached, answer);
        if (!hasVersionOf(cached, answer)) {
            answers.put(cached, answer);
            log(target.cluster(), cached.isPresent() ? "changed" : "created", object);
        }
    }

    private static boolean hasVersionOf(Optional<HasMetadata> cached, HasMetadata answer) {
        return cached.map(before -> before.getMetadata().getResourceVersion())
                .filter(answer.getMetadata().getResourceVersion()::equals)
                .isPresent();
    }

    /**
     * Creates an object. A StatefulSet that replaces an earlier one of the same pods gets the restart annotation of these pods.
     */
    private HasMetadata create(HasMetadata object, BeamCluster cluster, CachedObjects cached) {
        if (!(object instanceof StatefulSet nodes)) {
            return write.create(object);
        }
        List<Pod> pods = cached.all(Pod.class).stream()
                .filter(pod -> NodePods.isNode(pod, cluster, cached))
                .toList();
        Optional<RolloutRestart> restart = RolloutRestart.before(nodes, pods);
        if (restart.isEmpty()) {
            return write.create(nodes);
        }
        HasMetadata created = write.create(restart.get().in(nodes));
        return write.carry(restart.get().alone(nodes), created);
    }

    private static boolean isTerminating(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null;
    }

    /** Deletes the object only if it belongs to the BeamCluster. */
    void remove(ApplyTarget target, Desired.Absent absent) {
        target.cached()
                .named(absent.type(), absent.name())
                .filter(object -> Ownership.isOf(object, target.cluster()))
                .filter(object -> !isTerminating(object))
                .filter(deletion::withDependents)
                .ifPresent(object -> log(target.cluster(), "deleted", object));
    }

    /** Logs that an object of the BeamCluster was written. */
    static void log(BeamCluster cluster, String done, HasMetadata object) {
        LOG.atInfo()
                .addKeyValue("namespace", cluster.getMetadata().getNamespace())
                .addKeyValue("name", cluster.getMetadata().getName())
                .addKeyValue("generation", cluster.getMetadata().getGeneration())
                .log("{} {} {}", done, object.getKind(), object.getMetadata().getName());
    }
}

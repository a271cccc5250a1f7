package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.operator.desired.CookieReference;
import dev.beamcluster.operator.desired.Desired;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.desired.OperatorPods;
import dev.beamcluster.operator.desired.validation.Problem;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.observed.WorkloadFacts;
import dev.beamcluster.operator.rollout.Plan;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.rollout.RolloutPlanner;
import dev.beamcluster.operator.rollout.RolloutPolicy;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.StatusComputer;

/** One way: desired, apply, observe, status, and one status patch, none when it is equal. */
public final class BeamClusterReconciler implements Reconciler<BeamCluster> {

    private static final Logger LOG = LoggerFactory.getLogger(BeamClusterReconciler.class);

    /** A safety net; every change that matters comes as an event. */
    private static final Duration AT_LATEST = Duration.ofSeconds(30);

    /**
     * While a person may have to act: neither a Secret of the user's nor what refuses a pod is watched, and that a pod has been waited
     * for too long comes as no event.
     */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final Duration STEP = Duration.ofSeconds(1);

    private final KubernetesClient client;
    private final InstantSource clock;
    private final OperatorPods operator;
    private final MeshMonitor monitor;
    private final MeshEvents meshEvents = new MeshEvents(this::forget);
    private final CookieSource cookies;
    private final ProtocolSource protocols;
    private final Applier applier;
    private final EventRecorder transitions;
    private final Drainer drains = new Drainer();
    private final Set<ClusterId> present = ConcurrentHashMap.newKeySet();

    /**
     * A reconciler and what it works with.
     *
     * @param fresh makes a cookie for a new cluster
     * @param operator who is let in by a policy, besides the nodes themselves
     * @param reporter this process, for events
     * @param monitors makes a monitor that announces changed reports to the given listener
     */
    public BeamClusterReconciler(
            KubernetesClient client,
            InstantSource clock,
            Supplier<Cookie> fresh,
            OperatorPods operator,
            String reporter,
            Function<Consumer<ClusterId>, MeshMonitor> monitors) {
        this.client = client;
        this.clock = clock;
        this.operator = operator;
        this.cookies = new CookieSource(client, fresh);
        this.protocols = new ProtocolSource(client);
        this.applier = new Applier(client);
        this.transitions = new EventRecorder(client, reporter);
        this.monitor = monitors.apply(meshEvents::changed);
    }

    @Override
    public List<EventSource<?, BeamCluster>> prepareEventSources(EventSourceContext<BeamCluster> context) {
        return Informers.of(context, meshEvents);
    }

    @Override
    public UpdateControl<BeamCluster> reconcile(BeamCluster cluster, Context<BeamCluster> context) {
        try {
            return bringAboutAndTell(cluster, context);
        } catch (KubernetesClientException e) {
            if (DeletionErrors.explains(e)) {
                LOG.atDebug().addKeyValue("cluster", Naming.id(cluster)).log("on its way out: {}", e.getMessage());
                return UpdateControl.noUpdate();
            }
            throw e;
        }
    }

    private UpdateControl<BeamCluster> bringAboutAndTell(BeamCluster cluster, Context<BeamCluster> context) {
        present.add(Naming.id(cluster));
        List<PodFacts> pods = context.getSecondaryResources(Pod.class).stream()
                .filter(pod -> NodePods.isNode(pod, cluster))
                .map(PodObservation::of)
                .toList();
        List<ExpectedNode> nodes = Snapshots.nodes(cluster, pods);
        List<ExpectedNode> all = Stream.concat(nodes.stream(), Snapshots.leaving(cluster, pods).values().stream())
                .toList();
        Optional<Secret> secret = ownSecret(cluster, context);
        Snapshot seen = Snapshots.of(
                cluster,
                pods,
                drains.look(cluster, all, monitor, (pod, result) -> drained(cluster, pod, result)),
                workload(cluster, nodes, context),
                Snapshots.ownSecret(cluster, secret),
                monitor.latest(Naming.id(cluster)),
                clock.instant());
        ApplyOutcome outcome = bringAbout(cluster, seen, secret, context);
        tell(cluster, seen, outcome, context);
        return UpdateControl.<BeamCluster>noUpdate().rescheduleAfter(patience(cluster, outcome, nodes));
    }

    private void drained(BeamCluster cluster, String pod, DrainResult result) {
        LOG.atInfo()
                .addKeyValue("cluster", Naming.id(cluster))
                .addKeyValue("pod", pod)
                .log("drain: {}", result);
        transitions.tellDrained(cluster, pod, result, clock.instant());
        meshEvents.changed(Naming.id(cluster));
    }

    private ApplyOutcome bringAbout(
            BeamCluster cluster, Snapshot seen, Optional<Secret> secret, Context<BeamCluster> context) {
        if (cluster.getSpec().paused()
                && secret.isEmpty()
                && CookieReference.of(cluster).own()) {
            // Finding the cookie would make one.
            return new ApplyOutcome.Paused();
        }
        return switch (cookies.find(cluster, secret, seen.allNodes())) {
            case CookieSource.Answer.InTheWay(ApplyOutcome.Refused refused) -> refused;
            case CookieSource.Answer.NotYet() ->
                new ApplyOutcome.Applied(new Progress.Moving("waits for the pods of before to be gone"));
            case CookieSource.Answer.Known(Cookie cookie) ->
                switch (protocols.find(cluster)) {
                    case ProtocolSource.Answer.InTheWay(ApplyOutcome.Refused refused) -> refused;
                    case ProtocolSource.Answer.Known(Protocol protocol) -> {
                        ApplyOutcome outcome =
                                cluster.getSpec().paused() ? new ApplyOutcome.Paused() : apply(cluster, seen, context);
                        monitor.watch(Naming.id(cluster), MeshTargets.of(cluster, seen, cookie, protocol));
                        yield outcome;
                    }
                };
        };
    }

    private ApplyOutcome apply(BeamCluster cluster, Snapshot seen, Context<BeamCluster> context) {
        return switch (Desired.of(cluster, operator)) {
            case Desired.Refused(List<Problem> problems) -> Applier.refusal(problems);
            case Desired.Objects objects -> {
                RolloutPolicy policy = RolloutPolicy.of(cluster.getSpec());
                Plan plan = new RolloutPlanner(
                                policy,
                                seen.nodes(),
                                seen.leaving(),
                                seen.mesh().believed())
                        .next(seen.workload(), objects.template());
                yield applier.apply(cluster, objects, plan, policy.maxUnavailable(), context);
            }
        };
    }

    /**
     * While a step is awaited the mesh is looked at again soon: a report that stays the same announces nothing. Nor does one that gets
     * too old to be believed, because the operator itself did not get to run.
     */
    static Duration patience(BeamCluster cluster, ApplyOutcome outcome, List<ExpectedNode> nodes) {
        if (outcome instanceof ApplyOutcome.Applied(Progress.WaitsForMesh())) {
            return STEP;
        }
        boolean waitsForAPerson = outcome instanceof ApplyOutcome.Refused
                || outcome instanceof ApplyOutcome.Applied(Progress.WaitsForPod _)
                || nodes.stream().anyMatch(node -> node.pod().isEmpty());
        if (waitsForAPerson) {
            return SOON;
        }
        Duration outdated = MeshTargets.staleAfter(cluster).plus(STEP);
        return outdated.compareTo(AT_LATEST) < 0 ? outdated : AT_LATEST;
    }

    /** The SDK's own patch at the end would log a warning for a BeamCluster that was deleted meanwhile. */
    private void tell(BeamCluster cluster, Snapshot seen, ApplyOutcome outcome, Context<BeamCluster> context) {
        @Nullable BeamClusterStatus before = cluster.getStatus();
        BeamClusterStatus after = StatusComputer.compute(seen, outcome, before);
        if (!after.equals(before)) {
            PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(cluster, StatusPatch.of(cluster, after), context);
            transitions.tell(cluster, before, after, seen.now());
        }
    }

    private Optional<WorkloadFacts> workload(
            BeamCluster cluster, List<ExpectedNode> nodes, Context<BeamCluster> context) {
        return context.getSecondaryResources(StatefulSet.class).stream()
                .filter(statefulSet -> Ownership.isOf(statefulSet, cluster))
                .findFirst()
                .map(cached -> Snapshots.workload(
                        cached, applier.newest(cached), PodCreationFailures.of(context.getClient(), cached, nodes)));
    }

    private static Optional<Secret> ownSecret(BeamCluster cluster, Context<BeamCluster> context) {
        return context.getSecondaryResources(Secret.class).stream()
                .filter(secret -> secret.getMetadata().getName().equals(Naming.cookieSecret(cluster)))
                .findFirst();
    }

    private void forget(ClusterId cluster) {
        present.remove(cluster);
        var _ = drains.farewell(cluster, monitor, () -> pods(cluster)).thenRun(() -> {
            // One of the same name may have come meanwhile, or come and gone.
            if (!present.contains(cluster) && !drains.isSayingFarewell(cluster)) {
                drains.forget(cluster);
                monitor.forget(cluster);
            }
        });
        transitions.forget(cluster);
        applier.forget(cluster);
        cookies.forget(cluster);
        protocols.forget(cluster);
    }

    /** Asked for only when the BeamCluster is gone: the cache is read by way of a BeamCluster. */
    private List<PodFacts> pods(ClusterId cluster) {
        return client
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel(Naming.CLUSTER_LABEL, cluster.name())
                .list()
                .getItems()
                .stream()
                .map(PodObservation::of)
                .toList();
    }
}

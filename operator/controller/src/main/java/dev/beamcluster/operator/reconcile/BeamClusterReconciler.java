package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.audit.WriteCause;
import dev.beamcluster.operator.desired.Desired;
import dev.beamcluster.operator.desired.validation.Problem;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.reconcile.apply.CachedObjects;
import dev.beamcluster.operator.reconcile.apply.DeletionErrors;
import dev.beamcluster.operator.reconcile.apply.RetryLater;
import dev.beamcluster.operator.reconcile.client.Overload;
import dev.beamcluster.operator.reconcile.credentials.Credential;
import dev.beamcluster.operator.reconcile.credentials.MeshAccess;
import dev.beamcluster.operator.status.ApplyOutcome;

/** Reconciles in one direction: snapshot, credentials, mesh, desired objects as far as the rollout allows, drains, status. */
final class BeamClusterReconciler implements Reconciler<BeamCluster> {

    private final Components components;

    BeamClusterReconciler(Components components) {
        this.components = components;
    }

    @Override
    public List<EventSource<?, BeamCluster>> prepareEventSources(EventSourceContext<BeamCluster> context) {
        return components.sources(context);
    }

    @Override
    public UpdateControl<BeamCluster> reconcile(BeamCluster cluster, Context<BeamCluster> context) {
        ClusterSession session = components.sessions().of(cluster);
        if (session.isClosed()) {
            return UpdateControl.noUpdate();
        }
        String namespace = session.id().namespace();
        Instant start = components.clock().instant();
        if (!components.places().take(namespace, start)) {
            return UpdateControl.<BeamCluster>noUpdate().rescheduleAfter(Requeue.SOON);
        }
        try {
            UpdateControl<BeamCluster> next = WriteCause.during(
                    WriteCause.of(cluster, "reconcile"),
                    () -> attempt(cluster, session, CachedObjects.read(context::getSecondaryResources)));
            session.succeeded();
            return next;
        } catch (RuntimeException e) {
            components.places().failed(namespace, start, components.clock().instant());
            throw e;
        } finally {
            components.places().leave(namespace);
        }
    }

    private UpdateControl<BeamCluster> attempt(BeamCluster cluster, ClusterSession session, CachedObjects cached) {
        try {
            return UpdateControl.<BeamCluster>noUpdate().rescheduleAfter(reconcile(cluster, session, cached));
        } catch (RetryLater e) {
            return UpdateControl.<BeamCluster>noUpdate().rescheduleAfter(Requeue.STEP);
        } catch (KubernetesClientException e) {
            if (DeletionErrors.isBecauseOfDeletion(e)) {
                return UpdateControl.noUpdate();
            }
            if (Overload.isCauseOf(e)) {
                components.overload().note(e, components.clock().instant());
                return UpdateControl.<BeamCluster>noUpdate().rescheduleAfter(Requeue.SOON);
            }
            throw e;
        }
    }

    private Duration reconcile(BeamCluster written, ClusterSession session, CachedObjects cached) {
        BeamCluster cluster = session.pending().in(written);
        Snapshot seen = components
                .snapshots()
                .take(cluster, cached, session, components.clock().instant());
        ClusterReport.write(components.metrics(), seen, cached, session);
        Desired desired = components.applier().desired(cluster, seen, cached, session.applied());
        Credential<MeshAccess> access = WriteCause.step(
                "credentials", () -> components.credentials().find(cluster, seen, session.credentials()));
        ApplyOutcome outcome = switch (access) {
            case Credential.Missing<MeshAccess>(ApplyOutcome why) -> why;
            case Credential.Ready<MeshAccess>(MeshAccess ready) -> {
                session.watch(MeshTargets.of(cluster, seen, ready));
                session.sampleVms(MeshTargets.vmInterval(cluster));
                yield WriteCause.step(
                        "apply", () -> components.applier().apply(cluster, seen, desired, cached, session.applied()));
            }
        };
        components.refusals().note(cluster, session, outcome);
        session.drain(cluster, seen, cached);
        Optional<Duration> deferred = WriteCause.step(
                "status", () -> components.status().write(written, seen, outcome, warnings(desired), session));
        return Requeue.after(seen, outcome, deferred);
    }

    private static List<String> warnings(Desired desired) {
        return desired.warnings().stream().map(Problem::toString).toList();
    }

    @Override
    public ErrorStatusUpdateControl<BeamCluster> updateErrorStatus(
            BeamCluster cluster, Context<BeamCluster> context, Exception e) {
        ClusterSession session = components.sessions().of(cluster);
        Instant now = components.clock().instant();
        return WriteCause.during(WriteCause.of(cluster, "report-failure"), () -> {
            components.status().writeFailure(cluster, e, session.failed(), session, now);
            return ErrorStatusUpdateControl.defaultErrorProcessing();
        });
    }
}

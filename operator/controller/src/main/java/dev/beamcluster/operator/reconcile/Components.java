package dev.beamcluster.operator.reconcile;

import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.operator.audit.AuditTrail;
import dev.beamcluster.operator.audit.WriteCause;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.metrics.OperatorMetrics;
import dev.beamcluster.operator.reconcile.apply.Applier;
import dev.beamcluster.operator.reconcile.client.Overload;
import dev.beamcluster.operator.reconcile.credentials.CredentialStore;
import dev.beamcluster.operator.reconcile.credentials.NamedSecrets;

/** The components of the operator, wired. */
public final class Components implements AutoCloseable {

    private final InstantSource clock;
    private final OperatorMetrics metrics;
    private final MeshMonitor monitor;
    private final Informers informers;
    private final NamedSecrets secrets;
    private final MeshEvents meshEvents;
    private final EventRecorder events;
    private final ClusterSessions sessions;
    private final Snapshots snapshots;
    private final CredentialStore credentials;
    private final Applier applier;
    private final StatusWriter status;
    private final Overload overload = new Overload();
    private final Places places = new Places();
    private final Refusals refusals;

    /**
     * Wires the parts.
     *
     * @param fresh generates the cookie of a new BeamCluster
     * @param self this operator
     * @param metrics the metrics of this process
     * @param audit the audit trail of this process
     * @param monitors creates a monitor that announces changes to the given listener
     */
    public Components(
            KubernetesClient client,
            InstantSource clock,
            Supplier<Cookie> fresh,
            OperatorIdentity self,
            OperatorMetrics metrics,
            AuditTrail audit,
            Function<Consumer<ClusterId>, MeshMonitor> monitors) {
        this.clock = clock;
        this.metrics = metrics;
        this.refusals = new Refusals(audit);
        this.monitor = monitors.apply(this::changed);
        this.informers = new Informers(this::podChanged);
        this.secrets = new NamedSecrets(client);
        this.events = new EventRecorder(client, self.podName());
        this.sessions =
                new ClusterSessions(monitor, this::drained, informers, metrics, clock, ClusterSessions.Pace.STANDARD);
        this.meshEvents = new MeshEvents(sessions);
        this.snapshots = new Snapshots(client);
        this.credentials = new CredentialStore(client, secrets, fresh, informers::written);
        this.applier = new Applier(client, self.pods(), informers::written);
        this.status = new StatusWriter(client, events, informers::updated, metrics::reported);
    }

    InstantSource clock() {
        return clock;
    }

    ClusterSessions sessions() {
        return sessions;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    CredentialStore credentials() {
        return credentials;
    }

    Applier applier() {
        return applier;
    }

    StatusWriter status() {
        return status;
    }

    Overload overload() {
        return overload;
    }

    Places places() {
        return places;
    }

    Refusals refusals() {
        return refusals;
    }

    OperatorMetrics metrics() {
        return metrics;
    }

    /** Writes all metrics in the text format of Prometheus. */
    public void writeMetrics(OutputStream out) throws IOException {
        metrics.write(out, monitor::vms);
    }

    /** Returns the event sources for the SDK. */
    List<EventSource<?, BeamCluster>> sources(EventSourceContext<BeamCluster> context) {
        return Stream.of(informers.sources(context), secrets.sources(context), List.of(meshEvents))
                .<EventSource<?, BeamCluster>>flatMap(List::stream)
                .toList();
    }

    /** Whether no mesh watch has failed because of an internal error. */
    boolean isHealthy() {
        return monitor.isHealthy();
    }

    /** Disconnects from every mesh. Another operator may then use this operator's node name. */
    @Override
    public void close() {
        monitor.close();
        secrets.close();
    }

    private void changed(ClusterId id) {
        meshEvents.changed(id);
    }

    private void podChanged(Pod before, Pod after) {
        sessions.podChanged(before, after);
    }

    private void drained(BeamCluster cluster, String pod, DrainResult result) {
        metrics.drained(Naming.id(cluster), result);
        WriteCause.during(WriteCause.of(cluster, "drain"), () -> {
            events.recordDrain(cluster, pod, result, clock.instant());
            return result;
        });
        changed(Naming.id(cluster));
    }
}

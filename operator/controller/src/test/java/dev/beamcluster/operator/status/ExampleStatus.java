package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.function.UnaryOperator;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.mesh.Cause;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.observed.Snapshot;

/** A snapshot of a BeamCluster and the status that follows from it, for tests of other packages. */
public record ExampleStatus(Snapshot seen, BeamClusterStatus status) {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    /** All nodes are running and linked. */
    public static ExampleStatus whole(int nodes) {
        return of(nodes, whole -> whole);
    }

    /** The first two nodes, whose pods are ready, do not hear each other. */
    public static ExampleStatus cut(int nodes) {
        return of(nodes, whole -> whole.cut(0, 1, Cause.CALL_TIMEOUT).cut(1, 0, Cause.CALL_TIMEOUT));
    }

    /** The first two nodes are not connected, and the pod of the first is not ready. */
    public static ExampleStatus starting(int nodes) {
        return of(
                nodes,
                whole -> whole.with(0, ChatNodes.unready(0, new PodTrouble.ImageNotPulled("chat:2")))
                        .apart(0, 1));
    }

    /** One of the nodes is scaled down: its pod is terminating. */
    public static ExampleStatus leaving(int nodes) {
        return of(nodes - 1, whole -> whole.leavingNow(nodes - 1));
    }

    /** No round has ended. */
    public static ExampleStatus neverProbed(int nodes) {
        return of(nodes, Situation::neverProbed);
    }

    private static ExampleStatus of(int nodes, UnaryOperator<Situation> change) {
        Situation situation = change.apply(Situation.whole(nodes, NOW));
        return new ExampleStatus(SituationSnapshot.of(situation, null, NOW), situation.status(null, NOW));
    }
}

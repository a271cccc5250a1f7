package dev.beamcluster.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.operator.observed.BeforeFacts;
import dev.beamcluster.operator.observed.FreshReport;
import dev.beamcluster.operator.observed.OwnSecret;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.rollout.MeshedSince;

/** The snapshot that a reconcile takes of a {@link Situation}. */
final class SituationSnapshot {

    private SituationSnapshot() {}

    static Snapshot of(Situation situation, @Nullable BeamClusterStatus previous, Instant now) {
        return of(situation, previous, now, BeforeFacts.NONE);
    }

    static Snapshot of(Situation situation, @Nullable BeamClusterStatus previous, Instant now, BeforeFacts before) {
        FreshReport mesh =
                FreshReport.of(situation.last(), ChatNodes.members(situation.nodes()), Duration.ofSeconds(10), now);
        return new Snapshot(
                now,
                7,
                "beamcluster.dev/cluster=chat",
                situation.nodes(),
                situation.leaving(),
                situation.draining(),
                new TreeSet<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                situation.workload(),
                before,
                new OwnSecret.Missing(),
                mesh,
                MeshedSince.of(situation.nodes(), mesh.ifFresh(), previous, now),
                Duration.ofMinutes(10),
                ChatNodes.SPEC);
    }
}

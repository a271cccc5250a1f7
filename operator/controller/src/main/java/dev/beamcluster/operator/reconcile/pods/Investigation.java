package dev.beamcluster.operator.reconcile.pods;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.beamcluster.operator.observed.PodTrouble;

/** What was read about the pods of one BeamCluster that are in trouble. It is part of the session of the BeamCluster. */
public final class Investigation {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** A missing pod is the answer to a change of the spec, for which a person waits. */
    private static final Duration AT_ONCE = Duration.ofSeconds(4);

    /** By the UID of a pod. */
    final PacedReads<List<PodWarning>> warnings = new PacedReads<>(SOON);

    /** By the UID of a claim. */
    final PacedReads<Optional<String>> claims = new PacedReads<>(SOON);

    /** By the name of a pod that is missing. */
    final PacedReads<Optional<PodTrouble.NameTaken>> names = new PacedReads<>(SOON);

    /** By the UID of the StatefulSet. */
    final PacedReads<Optional<String>> refusals = new PacedReads<>(AT_ONCE);
}

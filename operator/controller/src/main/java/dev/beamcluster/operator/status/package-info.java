/**
 * The status of a BeamCluster: observed facts to verdicts, verdicts to conditions, and two statuses to events. There is one rule
 * for each condition, and one merge, which alone sets {@code lastTransitionTime}.
 *
 * <p>Seven words for errors, each with one meaning: a <em>fault</em> is what a probe found at a node or link, its <em>cause</em>
 * the kind of fault, and a {@link dev.beamcluster.operator.status.MeshDiagnosis} the faults of one report without their
 * consequences. A <em>problem</em> is a mistake in a spec. A spec with problems, or that the API server does not accept, is
 * <em>refused</em>. A <em>trouble</em> is what keeps a pod from starting, from being ready or from being gone, and a
 * <em>failure</em> is why Kubernetes cannot run or create a pod, or why a drain failed.
 *
 * <p>Pure: {@code now} is an argument; no Kubernetes client, no logger. Computing twice with a later {@code now} gives an equal
 * status.
 */
@NullMarked
package dev.beamcluster.operator.status;

import org.jspecify.annotations.NullMarked;

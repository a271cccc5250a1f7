/**
 * The status of a BeamCluster: observed facts to verdicts to conditions, and from two statuses to events. One rule for each condition,
 * and one merge, which alone sets {@code lastTransitionTime}.
 *
 * <p>Six words for what is wrong, each for one thing: a <em>fault</em> is what a probe met at a node or link, its <em>cause</em> the
 * kind of fault, and a {@link dev.beamcluster.operator.status.MeshDiagnosis} the faults of one report without their consequences. A
 * <em>problem</em> is what is wrong in a spec; a spec with problems, or one that the API server does not take, is <em>refused</em>. A
 * <em>failure</em> is why Kubernetes cannot run or create a pod, or why a drain failed.
 *
 * <p>Pure: {@code now} is an argument; no Kubernetes client, no logger. Computing twice with a later {@code now} gives an equal
 * status.
 */
@NullMarked
package dev.beamcluster.operator.status;

import org.jspecify.annotations.NullMarked;

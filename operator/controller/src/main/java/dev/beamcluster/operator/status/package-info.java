/**
 * What is told: observed facts to verdicts to conditions. One rule a condition, one merge, which is the only place that sets
 * {@code lastTransitionTime}.
 *
 * <p>Pure: {@code now} is an argument; no Kubernetes client, no logger. Computing twice with a later {@code now} gives an equal
 * status.
 */
@NullMarked
package dev.beamcluster.operator.status;

import org.jspecify.annotations.NullMarked;

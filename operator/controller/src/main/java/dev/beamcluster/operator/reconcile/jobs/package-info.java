/**
 * What Kubernetes knows of the Job of {@code spec.rollout.before}, as facts. The Job itself is cached; its pod, and the Secrets
 * whose values must not be quoted, are read only while the Job runs or when it failed.
 */
@NullMarked
package dev.beamcluster.operator.reconcile.jobs;

import org.jspecify.annotations.NullMarked;

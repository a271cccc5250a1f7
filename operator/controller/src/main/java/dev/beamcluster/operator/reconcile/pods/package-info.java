/**
 * What Kubernetes knows of a pod, as facts. {@link dev.beamcluster.operator.reconcile.pods.PodObservation} is a pure function of
 * the pod, of what its Events say and of the time; {@link dev.beamcluster.operator.reconcile.pods.PodInvestigator} reads the
 * Events, only of a pod in trouble and at a bounded rate.
 */
@NullMarked
package dev.beamcluster.operator.reconcile.pods;

import org.jspecify.annotations.NullMarked;

/**
 * Builds the Kubernetes objects of a BeamCluster, with one class for each kind of object;
 * {@link dev.beamcluster.operator.desired.Desired} is the entry and {@link dev.beamcluster.operator.desired.Naming} holds the
 * names.
 *
 * <p>Pure: no clock, no environment, no randomness, no logger, no Kubernetes client. The pod template is a function of the spec
 * and of the version of its {@link dev.beamcluster.operator.desired.PodDefaults}, so that an upgrade of the operator restarts no
 * node.
 *
 * <p>Imports {@code .validation}, which reports why a spec cannot be built, and {@code .template}, which merges
 * {@code spec.template}; neither of them imports this package.
 */
@NullMarked
package dev.beamcluster.operator.desired;

import org.jspecify.annotations.NullMarked;

/**
 * What must exist: a BeamCluster and the few observed facts that it needs, to Kubernetes objects. One class a child
 * object; {@link dev.beamcluster.operator.desired.Naming} holds every name.
 *
 * <p>Pure: no clock, no environment, no randomness, no logger, no Kubernetes client. The pod template is a function of the
 * spec alone, so that an upgrade of the operator restarts nothing unless the template itself was changed in it.
 */
@NullMarked
package dev.beamcluster.operator.desired;

import org.jspecify.annotations.NullMarked;

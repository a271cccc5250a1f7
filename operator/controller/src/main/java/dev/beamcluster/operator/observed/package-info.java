/**
 * What Kubernetes says of a cluster's pods and of their StatefulSet, as plain values: {@code lifecycle} decides on them, and
 * {@code status} tells of them.
 */
@NullMarked
package dev.beamcluster.operator.observed;

import org.jspecify.annotations.NullMarked;

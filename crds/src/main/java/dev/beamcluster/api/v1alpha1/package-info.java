/** The API {@code beamcluster.dev/v1alpha1}: the spec that a user writes and the status that the operator reports. No logic. */
@NullMarked
package dev.beamcluster.api.v1alpha1;

import org.jspecify.annotations.NullMarked;

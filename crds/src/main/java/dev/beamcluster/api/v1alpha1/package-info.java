/** The API {@code beamcluster.dev/v1alpha1}: what a user writes and what the operator answers. Values, no logic. */
@NullMarked
package dev.beamcluster.api.v1alpha1;

import org.jspecify.annotations.NullMarked;

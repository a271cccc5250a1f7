/** The entry point of {@code kubectl beam}. */
@NullMarked
package dev.beamcluster.kubectl;

import org.jspecify.annotations.NullMarked;

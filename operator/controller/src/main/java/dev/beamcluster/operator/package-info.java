/** Wires the parts and starts them. */
@NullMarked
package dev.beamcluster.operator;

import org.jspecify.annotations.NullMarked;

/** The chart, and the plain manifest that is generated from it. */
@NullMarked
package dev.beamcluster.operator.deploy;

import org.jspecify.annotations.NullMarked;

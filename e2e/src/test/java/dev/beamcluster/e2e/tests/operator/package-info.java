/** The operator itself: its installation, its writes, and the effect when it stops. */
@NullMarked
package dev.beamcluster.e2e.tests.operator;

import org.jspecify.annotations.NullMarked;

/** The operator itself: what it is installed with, what it writes, and what happens when it stops. */
@NullMarked
package dev.beamcluster.e2e.tests.operator;

import org.jspecify.annotations.NullMarked;

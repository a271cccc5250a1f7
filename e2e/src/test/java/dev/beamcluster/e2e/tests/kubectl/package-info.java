/** The kubectl plugin on a real cluster. */
@NullMarked
package dev.beamcluster.e2e.tests.kubectl;

import org.jspecify.annotations.NullMarked;

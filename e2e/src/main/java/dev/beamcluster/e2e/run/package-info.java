/**
 * Runs Maven for {@code make test} and {@code make test-one}, and reports times. Started from its sources, before anything is
 * compiled: it may import the JDK only.
 */
@NullMarked
package dev.beamcluster.e2e.run;

import org.jspecify.annotations.NullMarked;

/**
 * Runs Maven for {@code make test} and {@code make test-one}, and reports times. Java runs it from source before anything
 * is compiled, so it may import only the JDK.
 */
@NullMarked
package dev.beamcluster.e2e.run;

import org.jspecify.annotations.NullMarked;

/** Mistakes in a user's input: rejected by the API server, or reported by the operator. */
@NullMarked
package dev.beamcluster.e2e.tests.input;

import org.jspecify.annotations.NullMarked;

/** Every example of {@code deploy/examples} runs, and its README is correct. */
@NullMarked
package dev.beamcluster.e2e.tests.examples;

import org.jspecify.annotations.NullMarked;

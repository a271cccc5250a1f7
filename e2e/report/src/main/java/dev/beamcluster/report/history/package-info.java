/** Earlier runs: which tests got slower, which flap. Pure; may import the model. */
@NullMarked
package dev.beamcluster.report.history;

import org.jspecify.annotations.NullMarked;

/** The page, the data and the notebook as texts. Pure; may import the model and the history. */
@NullMarked
package dev.beamcluster.report.page;

import org.jspecify.annotations.NullMarked;

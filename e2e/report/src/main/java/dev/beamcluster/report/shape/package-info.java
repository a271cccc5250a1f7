/** Changes what was read into what is shown: joins it, masks secrets, and cuts what is too long. Pure; may import the model. */
@NullMarked
package dev.beamcluster.report.shape;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.beamcluster.operator.status;

import org.jspecify.annotations.NullMarked;

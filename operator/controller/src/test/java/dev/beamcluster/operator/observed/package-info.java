@NullMarked
package dev.beamcluster.operator.observed;

import org.jspecify.annotations.NullMarked;

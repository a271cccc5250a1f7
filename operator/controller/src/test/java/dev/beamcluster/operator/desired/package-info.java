@NullMarked
package dev.beamcluster.operator.desired;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.beamcluster.operator.rollout;

import org.jspecify.annotations.NullMarked;

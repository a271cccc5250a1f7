@NullMarked
package dev.beamcluster.kubectl;

import org.jspecify.annotations.NullMarked;

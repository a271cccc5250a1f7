@NullMarked
package dev.beamcluster.operator.lifecycle;

import org.jspecify.annotations.NullMarked;

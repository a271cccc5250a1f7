@NullMarked
package dev.beamcluster.operator.mesh;

import org.jspecify.annotations.NullMarked;

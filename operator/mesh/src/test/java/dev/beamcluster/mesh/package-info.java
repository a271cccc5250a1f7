@NullMarked
package dev.beamcluster.mesh;

import org.jspecify.annotations.NullMarked;

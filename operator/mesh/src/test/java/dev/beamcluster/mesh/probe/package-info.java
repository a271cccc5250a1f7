@NullMarked
package dev.beamcluster.mesh.probe;

import org.jspecify.annotations.NullMarked;

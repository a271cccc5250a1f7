@NullMarked
package dev.beamcluster.mesh.formation;

import org.jspecify.annotations.NullMarked;

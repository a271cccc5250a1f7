@NullMarked
package dev.beamcluster.mesh.monitor;

import org.jspecify.annotations.NullMarked;

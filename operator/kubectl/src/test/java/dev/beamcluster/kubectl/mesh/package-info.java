@NullMarked
package dev.beamcluster.kubectl.mesh;

import org.jspecify.annotations.NullMarked;

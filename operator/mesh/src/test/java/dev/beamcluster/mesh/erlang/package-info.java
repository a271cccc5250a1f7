@NullMarked
package dev.beamcluster.mesh.erlang;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.beamcluster.e2e.dist;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.beamcluster.picture;

import org.jspecify.annotations.NullMarked;

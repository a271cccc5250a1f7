@NullMarked
package dev.beamcluster.kubectl.cluster;

import org.jspecify.annotations.NullMarked;

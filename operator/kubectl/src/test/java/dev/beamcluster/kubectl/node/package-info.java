@NullMarked
package dev.beamcluster.kubectl.node;

import org.jspecify.annotations.NullMarked;

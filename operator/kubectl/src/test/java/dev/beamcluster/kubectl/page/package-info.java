@NullMarked
package dev.beamcluster.kubectl.page;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.beamcluster.kubectl.audit;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.beamcluster.kubectl.report;

import org.jspecify.annotations.NullMarked;

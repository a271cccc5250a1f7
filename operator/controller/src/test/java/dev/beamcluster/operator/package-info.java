@NullMarked
package dev.beamcluster.operator;

import org.jspecify.annotations.NullMarked;

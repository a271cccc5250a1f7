@NullMarked
package dev.beamcluster.operator.audit;

import org.jspecify.annotations.NullMarked;

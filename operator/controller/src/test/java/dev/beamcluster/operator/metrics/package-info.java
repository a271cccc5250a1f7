/** Tests of what is reported to Prometheus. */
@NullMarked
package dev.beamcluster.operator.metrics;

import org.jspecify.annotations.NullMarked;

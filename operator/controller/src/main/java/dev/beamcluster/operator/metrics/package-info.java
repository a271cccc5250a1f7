/**
 * What the operator reports to Prometheus: figures of BeamClusters and of their VMs, counts of requests, and the figures that
 * Micrometer collects of the SDK and of the JVM. Imports values of {@code observed} and {@code status}; never reads the API server
 * or a node.
 */
@NullMarked
package dev.beamcluster.operator.metrics;

import org.jspecify.annotations.NullMarked;

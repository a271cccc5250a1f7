/**
 * What {@code make bench-soak} measures: the operator on a real Kubernetes cluster, whose pods are simulated, while
 * everything changes. May import the harness, the simulated nodes of the testkit, and the report of the parent package.
 */
@NullMarked
package dev.beamcluster.e2e.bench.soak;

import org.jspecify.annotations.NullMarked;

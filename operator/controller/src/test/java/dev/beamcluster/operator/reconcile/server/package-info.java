/** An API server in memory, for tests of the whole operator in one process. */
@NullMarked
package dev.beamcluster.operator.reconcile.server;

import org.jspecify.annotations.NullMarked;

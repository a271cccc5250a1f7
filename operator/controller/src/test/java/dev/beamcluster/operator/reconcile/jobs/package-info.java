@NullMarked
package dev.beamcluster.operator.reconcile.jobs;

import org.jspecify.annotations.NullMarked;

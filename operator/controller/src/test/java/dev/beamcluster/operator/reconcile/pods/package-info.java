@NullMarked
package dev.beamcluster.operator.reconcile.pods;

import org.jspecify.annotations.NullMarked;

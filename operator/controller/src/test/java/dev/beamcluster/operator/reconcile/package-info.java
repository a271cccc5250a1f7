@NullMarked
package dev.beamcluster.operator.reconcile;

import org.jspecify.annotations.NullMarked;

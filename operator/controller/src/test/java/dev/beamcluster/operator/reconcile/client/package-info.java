@NullMarked
package dev.beamcluster.operator.reconcile.client;

import org.jspecify.annotations.NullMarked;

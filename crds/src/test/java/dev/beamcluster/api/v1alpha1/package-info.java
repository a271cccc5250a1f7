@NullMarked
package dev.beamcluster.api.v1alpha1;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.beamcluster.operator.desired.validation;

import org.jspecify.annotations.NullMarked;

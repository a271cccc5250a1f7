/**
 * What a person reads: functions from what was read to text, JSON or YAML. Pure: the time is an argument. Conditions are printed
 * as the operator wrote them, and never computed a second time.
 */
@NullMarked
package dev.beamcluster.kubectl.view;

import org.jspecify.annotations.NullMarked;

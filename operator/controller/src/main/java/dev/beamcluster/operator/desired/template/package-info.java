/**
 * Reads {@code spec.template} and merges it into the operator's pod template. Imports only the API, the Kubernetes model and
 * Jackson.
 */
@NullMarked
package dev.beamcluster.operator.desired.template;

import org.jspecify.annotations.NullMarked;

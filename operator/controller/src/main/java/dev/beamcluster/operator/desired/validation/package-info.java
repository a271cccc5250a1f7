/**
 * Why no objects can be made from a spec, for the person who wrote it: what the CRD's schema and rules cannot refuse. Imports the
 * API, the Kubernetes model and {@code desired.template}; what belongs to the operator comes in as a
 * {@link dev.beamcluster.operator.desired.validation.Reserved}.
 */
@NullMarked
package dev.beamcluster.operator.desired.validation;

import org.jspecify.annotations.NullMarked;

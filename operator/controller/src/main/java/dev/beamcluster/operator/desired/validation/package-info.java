/**
 * Reports why no objects can be built from a spec, to the author of the spec. It covers mistakes that the schema and rules of the
 * CRD cannot refuse. Imports the API, the Kubernetes model and {@code desired.template}; the operator's own parts are passed in
 * as a {@link dev.beamcluster.operator.desired.validation.Reserved}.
 */
@NullMarked
package dev.beamcluster.operator.desired.validation;

import org.jspecify.annotations.NullMarked;

/**
 * The mesh monitor on JInterface: the operator as a hidden node, one long-lived connection per BEAM node, rounds of probes,
 * formation. The only importer of {@code com.ericsson.otp.erlang}; imports {@code mesh} and nothing else of the operator.
 */
@NullMarked
package dev.beamcluster.mesh.jinterface;

import org.jspecify.annotations.NullMarked;

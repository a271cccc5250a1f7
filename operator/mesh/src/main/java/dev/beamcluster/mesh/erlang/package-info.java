/**
 * The wire: connections to BEAM nodes as a hidden node, by TCP or TLS, and the calls made over them. What a node sends is bounded and
 * checked here, and leaves as values.
 *
 * <p>The only importer of {@code com.ericsson.otp.erlang}, none of whose classes leaves this package; imports {@code mesh} and
 * nothing else of the engine. {@link dev.beamcluster.mesh.erlang.NodeCalls} has every call there is.
 */
@NullMarked
package dev.beamcluster.mesh.erlang;

import org.jspecify.annotations.NullMarked;

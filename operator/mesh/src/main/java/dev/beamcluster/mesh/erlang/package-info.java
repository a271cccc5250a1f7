/**
 * The network layer: connections to BEAM nodes as a hidden node, over TCP or TLS, and the calls made over them.
 * Limits and validates what a node sends, and returns it as values.
 *
 * <p>Only this package may import {@code com.ericsson.otp.erlang}, and it returns none of those classes. Imports
 * {@code mesh} and no other package of the engine. {@link dev.beamcluster.mesh.erlang.NodeCalls} has all calls.
 */
@NullMarked
package dev.beamcluster.mesh.erlang;

import org.jspecify.annotations.NullMarked;

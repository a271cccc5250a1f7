package dev.beamcluster.mesh.erlang;

import java.util.Optional;

import dev.beamcluster.mesh.Cookie;

/**
 * What the handshake with a node proved about it.
 *
 * @param cookie the cookie that the node has
 * @param unusualHost the name of its host in its certificate, if it has a form that Erlang does not accept
 */
public record Handshake(Cookie cookie, Optional<String> unusualHost) {}

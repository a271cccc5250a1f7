package dev.beamcluster.operator.reconcile.credentials;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Protocol;

/** The credentials for joining a mesh. */
public record MeshAccess(Cookie cookie, Protocol protocol) {}

package dev.beamcluster.operator.reconcile.credentials;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Protocol;

/** What it takes to join a mesh. */
public record MeshAccess(Cookie cookie, Protocol protocol) {}

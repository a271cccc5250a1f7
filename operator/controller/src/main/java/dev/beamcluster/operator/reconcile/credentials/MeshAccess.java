package dev.beamcluster.operator.reconcile.credentials;

import java.util.List;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Protocol;

/**
 * The credentials for joining a mesh.
 *
 * @param formerCookies cookies that the user's Secret had before, with which nodes may still run; the latest first
 */
public record MeshAccess(Cookie cookie, List<Cookie> formerCookies, Protocol protocol) {}

/**
 * Serves the page on loopback, to one browser session: who is let in, which files there are, and a stream of what changes. It knows
 * nothing of the API server: others put changes on its {@link dev.beamcluster.kubectl.page.http.Board}.
 */
@NullMarked
package dev.beamcluster.kubectl.page.http;

import org.jspecify.annotations.NullMarked;

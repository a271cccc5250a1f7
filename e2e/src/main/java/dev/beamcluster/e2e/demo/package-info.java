/** What {@code make demo} shows, and the drawing of a mesh. May import the harness. */
@NullMarked
package dev.beamcluster.e2e.demo;

import org.jspecify.annotations.NullMarked;

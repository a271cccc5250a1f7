/** What {@code make demo} shows. May import the harness. */
@NullMarked
package dev.beamcluster.e2e.demo;

import org.jspecify.annotations.NullMarked;

/**
 * Drawings of a mesh: one model, made from a status or from a report of the engine, and one class for each notation. Pure.
 * Imports the API and the engine's values.
 */
@NullMarked
package dev.beamcluster.picture;

import org.jspecify.annotations.NullMarked;

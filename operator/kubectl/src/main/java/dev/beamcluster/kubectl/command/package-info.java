/**
 * One class for each command: reads the command line, asks {@code cluster} or {@code node}, prints what {@code view} and
 * {@code mesh} make of the answers, and returns the exit code.
 */
@NullMarked
package dev.beamcluster.kubectl.command;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.beamcluster.kubectl.command;

import org.jspecify.annotations.NullMarked;

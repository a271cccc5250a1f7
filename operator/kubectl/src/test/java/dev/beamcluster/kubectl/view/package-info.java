@NullMarked
package dev.beamcluster.kubectl.view;

import org.jspecify.annotations.NullMarked;

/**
 * {@code make dist}: the archives of the kubectl plugin, from the jars that Maven has packaged. Needs a JDK, tar and no network.
 * It is run from its sources, so it imports only the JDK.
 */
@NullMarked
package dev.beamcluster.e2e.dist;

import org.jspecify.annotations.NullMarked;

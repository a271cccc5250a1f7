/** Certificates and keys as texts, read for TLS. Needs the JDK alone: the operator and the kubectl plugin use it. */
@NullMarked
package dev.beamcluster.mesh.tls;

import org.jspecify.annotations.NullMarked;

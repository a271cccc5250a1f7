/** Makes the report: reads files, calls the pure packages, and writes the folder and the archive. May import only the JDK. */
@NullMarked
package dev.beamcluster.report;

import org.jspecify.annotations.NullMarked;

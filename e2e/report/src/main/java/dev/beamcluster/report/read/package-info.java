/** Reads results from texts: Open Test Reporting, JUnit XML and the logs of Common Test. Pure; may import the model. */
@NullMarked
package dev.beamcluster.report.read;

import org.jspecify.annotations.NullMarked;

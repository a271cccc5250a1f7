/** The results of tests as values. Imports only the JDK, and knows no file and no format. */
@NullMarked
package dev.beamcluster.report.model;

import org.jspecify.annotations.NullMarked;

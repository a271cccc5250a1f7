/**
 * Checks every text that a user reads: documents, field descriptions, the chart, messages; and how long the sources are. May
 * import {@code e2e.harness} only; it needs no Kubernetes.
 */
@NullMarked
package dev.beamcluster.e2e.docs;

import org.jspecify.annotations.NullMarked;

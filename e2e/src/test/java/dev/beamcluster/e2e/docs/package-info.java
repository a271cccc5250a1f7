/**
 * Checks every text for users (documents, field descriptions, the chart, messages), the wording of comments, and the length
 * of source files. May import only {@code e2e.harness}; needs no Kubernetes.
 */
@NullMarked
package dev.beamcluster.e2e.docs;

import org.jspecify.annotations.NullMarked;

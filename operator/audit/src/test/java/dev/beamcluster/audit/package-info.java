/** Tests of the schema of the audit trail and of its chain. */
@NullMarked
package dev.beamcluster.audit;

import org.jspecify.annotations.NullMarked;

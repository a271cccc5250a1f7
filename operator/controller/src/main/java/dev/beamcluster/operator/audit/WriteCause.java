package dev.beamcluster.operator.audit;

import java.util.function.Supplier;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.audit.Cause;

/** Why this thread writes to the API server, for the entries of the audit trail. */
public final class WriteCause {

    private static final ScopedValue<Cause> CURRENT = ScopedValue.newInstance();

    private WriteCause() {}

    /** Returns why this thread writes; {@link Cause#NONE} if nobody said so. */
    public static Cause current() {
        return CURRENT.orElse(Cause.NONE);
    }

    /** Returns the cause of work for a BeamCluster. */
    public static Cause of(BeamCluster cluster, String step) {
        Long generation = cluster.getMetadata().getGeneration();
        return new Cause(
                cluster.getMetadata().getNamespace(),
                cluster.getMetadata().getName(),
                generation == null ? 0 : generation,
                step);
    }

    /** Does something for this cause. */
    public static <T> T during(Cause cause, Supplier<T> work) {
        return ScopedValue.where(CURRENT, cause).call(work::get);
    }

    /** Does a step of what this thread does. */
    public static <T> T step(String step, Supplier<T> work) {
        return during(current().at(step), work);
    }

    /** Does a step of what this thread does, without a result. */
    public static void run(String step, Runnable work) {
        ScopedValue.where(CURRENT, current().at(step)).run(work);
    }
}

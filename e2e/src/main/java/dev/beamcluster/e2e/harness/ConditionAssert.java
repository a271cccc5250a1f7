package dev.beamcluster.e2e.harness;

import io.fabric8.kubernetes.api.model.Condition;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** Assertions about one condition, which must be about the current generation of the resource. */
public final class ConditionAssert extends AbstractAssert<ConditionAssert, Condition> {

    public ConditionAssert(Condition actual, BeamCluster owner) {
        super(actual, ConditionAssert.class);
        as("condition %s: %s %s: %s", actual.getType(), actual.getStatus(), actual.getReason(), actual.getMessage());
        Assertions.assertThat(actual.getObservedGeneration())
                .as(descriptionText())
                .isEqualTo(owner.getMetadata().getGeneration());
    }

    public ConditionAssert isTrue() {
        return hasStatus("True");
    }

    public ConditionAssert isFalse() {
        return hasStatus("False");
    }

    public ConditionAssert isNotTrue() {
        Assertions.assertThat(actual.getStatus()).as(descriptionText()).isNotEqualTo("True");
        return this;
    }

    public ConditionAssert isUnknown() {
        return hasStatus("Unknown");
    }

    private ConditionAssert hasStatus(String status) {
        Assertions.assertThat(actual.getStatus()).as(descriptionText()).isEqualTo(status);
        return this;
    }

    /** Has one of these reasons. */
    public ConditionAssert hasReason(String... reasons) {
        Assertions.assertThat(actual.getReason()).as(descriptionText()).isIn((Object[]) reasons);
        return this;
    }

    /** The message contains all these words. */
    public ConditionAssert mentions(String... words) {
        Assertions.assertThat(actual.getMessage()).as(descriptionText()).contains(words);
        return this;
    }
}

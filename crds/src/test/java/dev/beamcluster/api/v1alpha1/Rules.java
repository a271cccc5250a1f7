package dev.beamcluster.api.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;

/** CEL rules for fields whose types are Kubernetes' own and cannot be annotated. */
final class Rules {

    private Rules() {}

    /**
     * Reserves the variables that the operator sets for every kind of release. A rule of the spec reserves those that it sets for
     * one kind.
     */
    static ValidationRule reservedVariable() {
        return new ValidationRuleBuilder()
                .withRule("!(self.name in ['BEAM_POD', 'BEAM_NODE', 'BEAM_HOST', 'BEAM_COOKIE_FILE', 'BEAM_PORT_MIN',"
                        + " 'BEAM_PORT_MAX', 'BEAM_FLAGS'])")
                .withMessage("spec.env cannot set this variable, which is reserved for the operator: use spec.node,"
                        + " spec.cookie and spec.distribution to change what it sets. An image can read the same from"
                        + " another variable, for example {name: MY_NODENAME, value: $(BEAM_NODE)}")
                .build();
    }
}

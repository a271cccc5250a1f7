package dev.beamcluster.api.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;

/** CEL rules on types of Kubernetes' own, which cannot carry an annotation of ours. */
final class Rules {

    private Rules() {}

    /** The variables that name a node and pass its cookie are the operator's. */
    static ValidationRule reservedVariable() {
        return new ValidationRuleBuilder()
                .withRule(
                        "!(self.name in ['BEAM_POD', 'BEAM_NODE', 'BEAM_HOST', 'BEAM_COOKIE', 'BEAM_COOKIE_FILE', 'BEAM_PORT_MIN',"
                                + " 'BEAM_PORT_MAX', 'BEAM_FLAGS', 'RELEASE_NODE', 'RELEASE_COOKIE', 'RELEASE_DISTRIBUTION', 'RELX_COOKIE'])")
                .withMessage(
                        "spec.env cannot set a variable that names the node or passes its cookie: the operator sets"
                                + " it; see spec.node.name, spec.cookie and spec.distribution.ports. For an image that wants"
                                + " others, use release: Custom and name them in terms of $(BEAM_NODE)")
                .build();
    }
}

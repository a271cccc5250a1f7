package dev.beamcluster.operator.desired;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.client.utils.Serialization;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.validation.Problem;

/** What the operator makes of a new BeamCluster. */
final class SpecOnTrial {

    private static final OperatorPods OPERATOR = OperatorPods.of("system", Map.of("app", "operator"));

    private SpecOnTrial() {}

    /** Returns a BeamCluster with these fields of the spec, in flow style. */
    static BeamCluster cluster(String spec) {
        return Objects.requireNonNull(Serialization.unmarshal("""
                apiVersion: beamcluster.dev/v1alpha1
                kind: BeamCluster
                metadata: {name: chat, namespace: shop, uid: uid-of-chat, generation: 1}
                spec: {image: chat, %s}
                """.formatted(spec), BeamCluster.class));
    }

    /** Returns the objects for pods that an earlier release started with this spec. */
    static Desired.Objects running(String spec) {
        return (Desired.Objects) Desired.of(
                cluster(spec), OPERATOR, Optional.of(new AppliedTemplate(PodDefaults.V1, Optional.empty(), false)));
    }

    /** Returns why the spec is refused; nothing if it is not. */
    static List<String> problems(String spec) {
        return Desired.of(cluster(spec), OPERATOR, Optional.empty()) instanceof Desired.Refused refused
                ? refused.problems().stream().map(Problem::toString).toList()
                : List.of();
    }
}

package dev.beamcluster.e2e.harness;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MeshStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.Summary;

/** Assertions about the status of a BeamCluster. Each fails if the status is about an older generation. */
public final class BeamClusterAssert extends AbstractAssert<BeamClusterAssert, BeamCluster> {

    public BeamClusterAssert(BeamCluster actual) {
        super(actual, BeamClusterAssert.class);
    }

    /** Ready, with every directed link between that many nodes verified. */
    public BeamClusterAssert isWhole(int nodes) {
        condition("Ready").isTrue();
        condition("Meshed").isTrue();
        return hasNodes(nodes + "/" + nodes).hasMesh("%1$d/%1$d".formatted(nodes * (nodes - 1)));
    }

    /** The NODES column. */
    public BeamClusterAssert hasNodes(String text) {
        Assertions.assertThat(in(BeamClusterStatus::summary).map(Summary::nodes))
                .as("NODES")
                .hasValue(text);
        return this;
    }

    /** The MESH column. */
    public BeamClusterAssert hasMesh(String text) {
        Assertions.assertThat(in(BeamClusterStatus::summary).map(Summary::links))
                .as("MESH")
                .hasValue(text);
        return this;
    }

    /** A condition that must be present and about this generation. */
    public ConditionAssert condition(String type) {
        var status = actual.getStatus();
        Assertions.assertThat(status).as("status").isNotNull();
        Assertions.assertThat(status.observedGeneration())
                .as("status.observedGeneration")
                .isEqualTo(actual.getMetadata().getGeneration());
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .map(condition -> new ConditionAssert(condition, actual))
                .orElseThrow(() ->
                        new AssertionError("there is no condition %s, only %s".formatted(type, status.conditions())));
    }

    /** A node's entry in {@code status.nodes}. */
    public BeamClusterAssert node(String pod, Function<NodeStatus, @Nullable Object> part, Object expected) {
        var node = nodes().stream().filter(entry -> entry.pod().equals(pod)).findFirst();
        Assertions.assertThat(node.map(part))
                .as("status.nodes of %s: %s", pod, node)
                .hasValue(expected);
        return this;
    }

    /** Reports both directions of a link as missing. */
    public BeamClusterAssert namesMissingLink(String node, String otherNode) {
        var missing = in(BeamClusterStatus::mesh).map(MeshStatus::missingLinks).orElse(List.of());
        Assertions.assertThat(missing)
                .as("status.mesh.missingLinks")
                .anySatisfy(link -> Assertions.assertThat(List.of(link.from(), link.to()))
                        .containsExactlyInAnyOrder(node, otherNode));
        return this;
    }

    private List<NodeStatus> nodes() {
        return in(BeamClusterStatus::nodes).orElse(List.of());
    }

    private <T> Optional<T> in(Function<BeamClusterStatus, @Nullable T> part) {
        return Optional.ofNullable(actual.getStatus()).map(part);
    }
}

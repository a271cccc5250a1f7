package dev.beamcluster.operator.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The RBAC rules of the operator, and their scope. */
class RightsTest {

    private static final String OPERATOR = "beamcluster-operator";
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @Test
    void theOperatorCannotChangeACookie() {
        var verbs = rules("replicas=1")
                .filter(rule -> rule.getResources().contains("secrets"))
                .flatMap(rule -> rule.getVerbs().stream());

        assertThat(verbs).containsExactlyInAnyOrder("get", "list", "watch", "create");
    }

    @Test
    void theOperatorCannotChangeAPod() {
        var verbs = rules("replicas=1")
                .filter(rule -> rule.getResources().stream().anyMatch(resource -> resource.startsWith("pods")))
                .flatMap(rule -> rule.getVerbs().stream());

        assertThat(verbs).containsExactlyInAnyOrder("list", "watch");
    }

    @Test
    void theOperatorCannotDeleteADisk() {
        var verbs = rules("replicas=1")
                .filter(rule -> rule.getResources().contains("persistentvolumeclaims"))
                .flatMap(rule -> rule.getVerbs().stream());

        assertThat(verbs).containsExactlyInAnyOrder("list", "watch", "patch");
    }

    @Test
    void noRuleUsesAWildcard() {
        assertThat(rules("replicas=1")
                        .flatMap(rule -> Stream.of(rule.getApiGroups(), rule.getResources(), rule.getVerbs()))
                        .flatMap(Collection::stream))
                .isNotEmpty()
                .doesNotContain("*");
    }

    @Test
    void theReadmeCountsTheRights() throws IOException {
        var rights = rules("leaderElection=false")
                .mapToInt(rule -> rule.getResources().size() * rule.getVerbs().size())
                .sum();

        assertThat(Path.of("../../deploy/README.md"))
                .content()
                .contains("is " + rights + " pairs of resource and verb");
    }

    @Test
    void theOperatorHasAccessOnlyToWatchedNamespaces() {
        // Given
        var values = "watchNamespaces=[\"chat\",\"games\"]";

        // When
        var objects = objects(values);

        // Then
        assertThat(objects).noneMatch(ClusterRoleBinding.class::isInstance);
        assertThat(objects.stream()
                        .filter(RoleBinding.class::isInstance)
                        .map(binding -> binding.getMetadata().getNamespace()))
                .containsExactlyInAnyOrder("chat", "games", "operators");
        assertThat(rules(values)
                        .filter(rule -> rule.getResources().contains("secrets"))
                        .flatMap(rule -> rule.getVerbs().stream()))
                .hasSize(2 * 4);
    }

    @Test
    void withoutLeaderElectionThereIsNoLease() {
        assertThat(rules("leaderElection=false").flatMap(rule -> rule.getResources().stream()))
                .isNotEmpty()
                .doesNotContain("leases");
    }

    /** Returns the rules of the roles that are bound to the operator. */
    private static Stream<PolicyRule> rules(String values) {
        return objects(values).stream().flatMap(object -> switch (object) {
            case ClusterRole role when role.getMetadata().getName().equals(OPERATOR) -> role.getRules().stream();
            case Role role -> role.getRules().stream();
            default -> Stream.empty();
        });
    }

    private static List<HasMetadata> objects(String values) {
        var result = Chart.rendered(values);
        assertThat(result.exitCode()).as(result.text()).isZero();
        return Stream.of(result.text().split("(?m)^---$"))
                .filter(document -> document.contains("kind:"))
                .map(document -> Objects.requireNonNull(YAML.<HasMetadata>unmarshal(document)))
                .toList();
    }
}

package dev.beamcluster.e2e.tests.kubectl;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** The policy of the audit log has every write of the operator, and no Secret. */
class AuditPolicyTest {

    private static final String OPERATOR = "beamcluster-operator";
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete");
    private static final Set<String> WITHOUT_BODIES = Set.of("None", "Metadata");

    private final List<JsonNode> rules = new KubernetesSerialization()
            .unmarshal(Repository.here().text("deploy/audit/policy.yaml"), JsonNode.class)
            .path("rules")
            .valueStream()
            .toList();

    @Test
    void everyKindThatTheOperatorMayWriteIsWritten() {
        // Given what the operator may write
        List<PolicyRule> written = rights().filter(rule -> !Collections.disjoint(rule.getVerbs(), WRITES))
                .toList();
        assertThat(written).isNotEmpty();

        // Then the policy has a level for each kind
        assertThat(written)
                .allSatisfy(right -> assertThat(right.getResources())
                        .allSatisfy(resource -> assertThat(
                                        level(right.getApiGroups().getFirst(), resource))
                                .as(resource)
                                .isNotEqualTo("None")));
    }

    @Test
    void noBodyOfASecretIsWritten() {
        // When a request is about a Secret, then no rule that matches writes its body
        assertThat(rules.stream().filter(rule -> matches(rule, "", "secrets")))
                .isNotEmpty()
                .allMatch(rule -> WITHOUT_BODIES.contains(rule.path("level").asText()));
    }

    @Test
    void everythingElseIsLeftOut() {
        // When a request is about another kind, then the last rule decides
        assertThat(level("apps", "deployments")).isEqualTo("None");
        assertThat(rules.getLast().path("level").asText()).isEqualTo("None");
    }

    private static Stream<PolicyRule> rights() {
        Object objects = new KubernetesSerialization()
                .unmarshal(new ByteArrayInputStream(
                        Repository.here().text("deploy/beamcluster.yaml").getBytes(StandardCharsets.UTF_8)));
        return ((List<?>) objects)
                .stream()
                        .filter(ClusterRole.class::isInstance)
                        .map(ClusterRole.class::cast)
                        .filter(role -> role.getMetadata().getName().equals(OPERATOR))
                        .flatMap(role -> role.getRules().stream());
    }

    private String level(String group, String resource) {
        return rules.stream()
                .filter(rule -> matches(rule, group, resource))
                .findFirst()
                .orElseThrow()
                .path("level")
                .asText();
    }

    private static boolean matches(JsonNode rule, String group, String resource) {
        boolean isWrite = rule.path("verbs").isMissingNode()
                || rule.path("verbs").valueStream().anyMatch(verb -> WRITES.contains(verb.asText()));
        boolean isAbout = rule.path("resources").isMissingNode()
                || rule.path("resources").valueStream().anyMatch(about -> isAbout(about, group, resource));
        return isWrite && isAbout;
    }

    private static boolean isAbout(JsonNode about, String group, String resource) {
        return about.path("group").asText().equals(group)
                && (about.path("resources").isMissingNode()
                        || about.path("resources")
                                .valueStream()
                                .anyMatch(each -> each.asText().equals(resource)));
    }
}

package dev.beamcluster.e2e.tests.operator;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.GrowingStorage;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The operator uses every right that it has: an unused right is one too many. */
@EndToEnd
@Isolated("the operator connects through a proxy")
class RightsE2E {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String PORT = "  ports: [{name: tcp, port: 80, targetPort: 8080}]\n";
    private static final String SHUT = "  networkPolicy: {enabled: false}\n";

    @Test
    void everyRightIsUsed(TestNamespace namespace, Cluster cluster, OperatorInstall operator) {
        try (var storage = GrowingStorage.in(cluster, namespace.name());
                var proxied = ProxiedOperator.of(cluster, operator)) {
            // When it leads for the first time, and stops gracefully
            proxied.replace();
            operator.awaitLeader(cluster);
            operator.restart(cluster);

            // When a spec names a Secret
            var _ = namespace
                    .kubectl()
                    .run(
                            "create",
                            "secret",
                            "generic",
                            "shared",
                            "--from-literal=cookie=Xb7mQ2pL9sT4vW8zK3nR6yA1cF5hJ0dG")
                    .orFail();
            var _ = namespace.apply(
                    "idle", SampleRelease.MIX.yaml("idle", 0, "  cookie: {secretRef: {name: shared, key: cookie}}\n"));

            // When all objects are created, one of them after the name was free, grow, change, are deleted and come
            // again
            var _ = namespace
                    .kubectl()
                    .run("create", "job", "chat-before", "--image=nobody/has-it")
                    .orFail();
            var beam = namespace.apply("chat", yaml(2, storage.volume("1Gi") + PORT + before("red")));
            beam.eventually(SOON, status -> status.condition("Stalled").isTrue().mentions("chat-before"));
            var _ = namespace.kubectl().run("delete", "job", "chat-before").orFail();
            beam.becomesWhole(2);
            var _ = namespace.apply("chat", yaml(2, storage.volume("2Gi") + PORT + before("blue")));
            beam.eventually(SOON, status -> status.isWhole(2));
            await().atMost(SOON).until(() -> storage.sizes(namespace).equals(Set.of("2Gi")));
            var _ = namespace.apply("chat", yaml(1, storage.volume("2Gi") + SHUT));
            beam.becomesWhole(1);
            for (String child : Set.of("service/chat", "networkpolicy/chat", "poddisruptionbudget/chat")) {
                await(child + " goes").atMost(SOON).until(() -> !exists(namespace, child));
            }
            var lives = beam.incarnations();
            for (String child : Set.of("service/chat-nodes", "statefulset/chat")) {
                var _ = namespace.kubectl().run("delete", child, "--wait=false").orFail();
            }
            await("the pod of the deleted StatefulSet is replaced")
                    .atMost(SOON)
                    .until(() -> !beam.incarnations().isEmpty()
                            && !beam.incarnations().equals(lives));
            beam.becomesWhole(1);
            var _ = namespace.apply("chat", yaml(2, storage.volume("2Gi")));
            beam.becomesWhole(2);

            // Then
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(used(proxied)).containsExactlyInAnyOrderElementsOf(given(operator)));
        }
    }

    private static String yaml(int nodes, String spec) {
        return SampleRelease.MIX.yaml("chat", nodes, spec);
    }

    /** Runs a Job before the nodes get this color. */
    private static String before(String color) {
        return """
                  env: [{name: COLOR, value: %s}]
                  rollout: {minReadySeconds: 0, before: {command: ["true"]}}
                """.formatted(color);
    }

    private static boolean exists(TestNamespace namespace, String object) {
        return !namespace
                .kubectl()
                .run("get", object, "--ignore-not-found", "--output", "name")
                .orFail()
                .isBlank();
    }

    /** Without the rights that everyone has, such as access reviews of oneself (Kubernetes, system:basic-user). */
    private static Set<String> used(ProxiedOperator operator) {
        return operator.proxy().rights().stream()
                .filter(right -> !right.endsWith(".authorization.k8s.io"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Each in the format of {@link ApiProxy#rights}. */
    private static Set<String> given(OperatorInstall operator) {
        return Stream.of(operator.manifest().split("(?m)^---$"))
                .filter(document -> document.contains("kind: "))
                .map(document -> (HasMetadata) new KubernetesSerialization().unmarshal(document))
                .flatMap(object -> switch (object) {
                    case ClusterRole role
                    when role.getMetadata().getName().equals(operator.name()) -> role.getRules().stream();
                    case Role role -> role.getRules().stream();
                    default -> Stream.<PolicyRule>empty();
                })
                .map(RightsE2E::each)
                .flatMap(Collection::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> each(PolicyRule rule) {
        var rights = new TreeSet<String>();
        for (String group : rule.getApiGroups()) {
            for (String resource : rule.getResources()) {
                for (String verb : rule.getVerbs()) {
                    rights.add(verb + " " + resource + (group.isEmpty() ? "" : "." + group));
                }
            }
        }
        return rights;
    }
}

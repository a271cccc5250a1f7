package dev.beamcluster.operator.reconcile.apply;

import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.reconcile.ApiStandIn;
import dev.beamcluster.operator.reconcile.Chat;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/** Objects with the names that a BeamCluster needs, whether the caches have them or not. */
class ExistingObjectsTest {

    private final ApiStandIn api = new ApiStandIn();
    private final Applier applier = new Applier(api.client(), Chat.OPERATOR, (_, _) -> {});
    private final AppliedObjects applied = new AppliedObjects();

    @AfterEach
    void end() {
        api.close();
    }

    static Stream<HasMetadata> children() {
        var objects = Chat.objects(Chat.cluster("ports: [{name: http, port: 80}]"));
        return Stream.concat(objects.withoutStatefulSet().stream(), Stream.of(objects.nodes()));
    }

    @ParameterizedTest
    @MethodSource("children")
    void whatIsSomebodyElsesIsLeftAloneThoughItCarriesOurLabel(HasMetadata object) {
        // Given
        var foreign = Chat.cached(Serialization.clone(object));
        foreign.getMetadata().getOwnerReferences().getFirst().setUid("somebody else's");

        // When
        var outcome = apply(Chat.cluster("ports: [{name: http, port: 80}]"), foreign);

        // Then
        assertThat(outcome).isInstanceOfSatisfying(ApplyOutcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.ApplyRefused);
            assertThat(refused.message())
                    .contains(object.getKind() + " " + object.getMetadata().getName(), "belongs to someone else");
        });
        assertThat(api.writes())
                .noneMatch(request -> request.isWriteOf(object.getPlural())
                        && request.path().endsWith("/" + object.getMetadata().getName()));
    }

    @ParameterizedTest
    @MethodSource("children")
    void whatDoesNotExistIsCreatedWithoutLookingForIt(HasMetadata object) {
        // When
        var _ = apply(Chat.cluster("ports: [{name: http, port: 80}]"));

        // Then the API server refuses it if there is one
        assertThat(api.requests())
                .filteredOn(request -> isOf(object, request))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("\"resourceVersion\":\"1\""));
    }

    @ParameterizedTest
    @MethodSource("children")
    void whatIsSomebodyElsesIsLeftAloneThoughTheCacheDoesNotHaveIt(HasMetadata object) {
        // Given an object that somebody made without our label
        var cluster = Chat.cluster("ports: [{name: http, port: 80}]");
        var foreign = Chat.cached(Serialization.clone(object));
        foreign.getMetadata().setOwnerReferences(List.of());
        api.hold(foreign);

        // When
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(apply(cluster))
                    .isInstanceOfSatisfying(
                            ApplyOutcome.Refused.class,
                            refused -> assertThat(refused.message()).contains("belongs to someone else"));
        }

        // Then it was tried once, and looked at from then on
        assertThat(api.writes()).filteredOn(request -> isOf(object, request)).hasSize(1);

        // When it is gone
        api.drop(foreign);

        // Then
        assertThat(apply(cluster)).isInstanceOf(ApplyOutcome.Applied.class);
    }

    @Test
    void whatIsThereIsWrittenByItsUid() {
        // Given a Service that is ours and not in the cache
        var cluster = Chat.cluster("");
        api.hold(Chat.cached(Serialization.clone(Chat.objects(cluster).headlessService())));

        // When
        var _ = apply(cluster);

        // Then
        assertThat(api.writes().stream()
                        .filter(request -> request.isWriteOf("services"))
                        .toList()
                        .getLast()
                        .body())
                .contains("\"uid\":\"uid-of-chat-nodes\"")
                .doesNotContain("resourceVersion");
    }

    private ApplyOutcome apply(BeamCluster cluster, HasMetadata... cached) {
        var seen = Chat.snapshot(api.client(), cluster, cached);
        var caches = Chat.caches(cached);
        return applier.apply(cluster, seen, applier.desired(cluster, seen, caches, applied), caches, applied);
    }

    private static boolean isOf(HasMetadata object, ApiStandIn.Request request) {
        return request.path()
                .endsWith("/" + object.getPlural() + "/" + object.getMetadata().getName());
    }
}

package dev.beamcluster.operator.reconcile.apply;

import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.operator.reconcile.ApiStandIn;
import dev.beamcluster.operator.reconcile.Chat;
import dev.beamcluster.operator.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;

class StorageGrowthTest {

    private final ApiStandIn api = new ApiStandIn();
    private final StorageGrowth growth = new StorageGrowth(api.client());

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void theDisksAreGrownAndThenTheStatefulSetIsRecreated() {
        // When
        var answer = grow("1Gi", "2Gi", claim("data-chat-0", "1Gi", "Bound"), claim("data-chat-1", "2Gi", "Bound"));

        // Then
        assertThat(answer).isInstanceOf(StorageGrowth.Answer.Recreated.class);
        assertThat(api.writes()).extracting(ApiStandIn.Request::method).containsExactly("PATCH", "DELETE");
        assertThat(api.writes().getFirst()).satisfies(request -> {
            assertThat(request.path()).endsWith("/persistentvolumeclaims/data-chat-0");
            assertThat(request.body()).contains("2Gi", "\"resourceVersion\": \"7\"");
        });
    }

    @Test
    void disksOfTheRightSizeAreUnchanged() {
        // In another notation
        assertThat(grow("2048Mi", "2Gi", claim("data-chat-0", "2Gi", "Bound")))
                .isInstanceOf(StorageGrowth.Answer.LargeEnough.class);
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void aDiskIsNeverShrunk() {
        assertThat(grow("2Gi", "1Gi", claim("data-chat-0", "2Gi", "Bound")))
                .isInstanceOfSatisfying(StorageGrowth.Answer.Blocked.class, answer -> {
                    assertThat(answer.refused().reason()).isEqualTo(Reason.ApplyRefused);
                    assertThat(answer.refused().message())
                            .contains("spec.storage.volumes[data].size", "set it back to 2Gi");
                });
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void aClaimWithoutADiskIsGrownWhenItHasOne() {
        var _ = grow("1Gi", "2Gi", claim("data-chat-0", "1Gi", "Pending"));

        assertThat(api.writes()).extracting(ApiStandIn.Request::method).containsExactly("DELETE");
    }

    @Test
    void aStorageClassWithoutExpansionIsReported() {
        // Given
        api.refuse("PATCH", "persistentvolumeclaims", 403, "only dynamically provisioned pvc can be resized");

        // Then
        assertThat(grow("1Gi", "2Gi", claim("data-chat-0", "1Gi", "Bound")))
                .isInstanceOfSatisfying(
                        StorageGrowth.Answer.Blocked.class,
                        answer -> assertThat(answer.refused().message())
                                .contains("data-chat-0", "dynamically provisioned", "allowVolumeExpansion"));
        assertThat(api.writes()).as("the StatefulSet is not deleted").hasSize(1);
    }

    @Test
    void aClaimThatChangedIsCheckedAgain() {
        // Given
        api.refuse("PATCH", "persistentvolumeclaims", 409, "the object has been modified");

        // Then
        assertThat(grow("1Gi", "2Gi", claim("data-chat-0", "1Gi", "Bound")))
                .isInstanceOf(StorageGrowth.Answer.Recreated.class);
    }

    private StorageGrowth.Answer grow(String now, String wanted, PersistentVolumeClaim... claims) {
        var cluster = Chat.withDisks(wanted);
        List<HasMetadata> there = new ArrayList<>(List.of(claims));
        there.forEach(api::hold);
        there.add(Chat.statefulSet(Chat.withDisks(now), 2, 2));
        return growth.grow(cluster, Chat.objects(cluster).nodes(), Chat.caches(there.toArray(HasMetadata[]::new)));
    }

    private static PersistentVolumeClaim claim(String name, String size, String phase) {
        return Chat.cached(new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("shop")
                .endMetadata()
                .withNewSpec()
                .withNewResources()
                .addToRequests("storage", new Quantity(size))
                .endResources()
                .endSpec()
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build());
    }
}

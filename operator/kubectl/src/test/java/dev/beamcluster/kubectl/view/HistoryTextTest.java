package dev.beamcluster.kubectl.view;

import java.util.List;

import io.fabric8.kubernetes.api.model.EventList;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.Golden;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryTextTest {

    @Test
    void transitionsAndEventsAreInOrderWithTheTimesBetween() {
        Golden.assertSame(
                "history/whole.txt",
                HistoryText.of(
                        ReadObjects.cluster("whole"),
                        Golden.read("cluster/events.yaml", EventList.class).getItems()));
    }

    @Test
    void nothingIsKnownOfANewBeamCluster() {
        BeamCluster cluster = ReadObjects.cluster("whole");
        cluster.setStatus(null);

        assertThat(HistoryText.of(cluster, List.of())).isEqualTo("nothing is known to have happened\n");
    }
}

package dev.beamcluster.kubectl.page;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.PodList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.Golden;
import dev.beamcluster.kubectl.view.Asked;

import static org.assertj.core.api.Assertions.assertThat;

class DetailsTest {

    private static BeamCluster cluster(String file) {
        return Golden.read("cluster/" + file + ".yaml", BeamCluster.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "cut"})
    void podsEventsAndHistorySurroundTheMesh(String file) throws Exception {
        // Given
        var facts = new Facts(
                new Asked.Got<>(Golden.read("cluster/pods.yaml", PodList.class).getItems()),
                new Asked.Got<>(
                        Golden.read("cluster/events.yaml", EventList.class).getItems()),
                new Asked.Got<>(Optional.of("chat-6e")));

        // Then
        var mapper = new ObjectMapper();
        String json = new PageJson().write(Details.of(cluster(file), facts));
        Golden.assertSame(
                "page/details-" + file + ".json",
                mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(json)) + "\n");
    }

    @Test
    void eachCauseOfAGapIsNamedOnce() {
        // Given
        String why = "missing right: jane may not list pods in the namespace shop";
        var facts =
                new Facts(new Asked.Unanswered<>(why), new Asked.Unanswered<>(why), new Asked.Got<>(Optional.empty()));

        // Then
        Details details = Details.of(cluster("whole"), facts);
        assertThat(details.notShown()).containsExactly(why);
        assertThat(details.pods()).isEmpty();
        assertThat(details.marks())
                .extracting(Mark::kind)
                .containsOnly(Mark.Kind.fault, Mark.Kind.recovery, Mark.Kind.change);
    }

    @Test
    void aReasonHasTheParagraphsBelowItsHeadingOrTheCellsOfItsRow() {
        assertThat(Remedies.of("""
                        # Conditions

                        ### `LinksMissing`
                        False. Links are [missing](x.md#y).
                        - Look at `status`.

                        ## Nodes

                        Not of a reason.

                        | word | seen | do |
                        |---|---|---|
                        | `CallTimeout` | calls time out | look at `cpu` |
                        | `LinksMissing` | not | this |
                        """))
                .containsEntry("LinksMissing", List.of("False. Links are missing.", "• Look at status."))
                .containsEntry("CallTimeout", List.of("calls time out", "look at cpu"))
                .hasSize(2);
    }
}

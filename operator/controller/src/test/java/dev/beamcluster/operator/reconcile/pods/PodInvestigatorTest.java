package dev.beamcluster.operator.reconcile.pods;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.observed.PodTrouble.NameTaken;
import dev.beamcluster.operator.reconcile.ApiStandIn;
import dev.beamcluster.operator.reconcile.Chat;

import static org.assertj.core.api.Assertions.assertThat;

class PodInvestigatorTest {

    private static final BeamCluster CHAT = Chat.cluster("");
    private static final String LABEL = "beamcluster.dev/cluster=chat";

    private final ApiStandIn api = new ApiStandIn();
    private final Investigation known = new Investigation();
    private final PodInvestigator investigator = new PodInvestigator(api.client());

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void theWarningsOfAPodInTroubleAreRead() throws IOException {
        // Given
        Pod pod = read("nothing-listens", Pod.class);
        api.holdList("events", list(read("nothing-listens", HasMetadata.class, 1)));

        // When
        var evidence = evidence(List.of(pod), Chat.NOW);

        // Then
        assertThat(evidence.values())
                .flatExtracting(PodEvidence::warnings)
                .extracting(PodWarning::reason)
                .containsExactly("Unhealthy");
        assertThat(api.requests())
                .singleElement()
                .returns("/apis/events.k8s.io/v1/namespaces/shop/events", request -> request.path())
                .satisfies(request -> assertThat(request.query())
                        .contains("regarding.uid=" + pod.getMetadata().getUid(), "type=Warning"));
    }

    @Test
    void nothingIsReadAboutPodsThatAreFineOrTerminating() throws IOException {
        evidence(
                List.of(
                        read("ready", Pod.class),
                        read("just-started", Pod.class),
                        read("held-by-a-finalizer", Pod.class)),
                Chat.NOW);

        assertThat(api.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"59, 1", "61, 0"})
    void theEventsOfANodeThatRunsAgainAreReadWhileKubernetesHasThem(int minutes, int reads) throws IOException {
        // Given
        Pod pod = read("oom-killed-and-ready-again", Pod.class);
        var started = Instant.parse(pod.getStatus()
                .getContainerStatuses()
                .getFirst()
                .getState()
                .getRunning()
                .getStartedAt());

        // When
        evidence(List.of(pod), started.plus(Duration.ofMinutes(minutes)));

        // Then
        assertThat(api.requests()).hasSize(reads);
    }

    @Test
    void aPodInTroubleComesBeforeNodesThatRunAgain() throws IOException {
        // Given
        Pod failing = read("nothing-listens", Pod.class);
        Pod restarted = read("oom-killed-and-ready-again", Pod.class);
        List<Pod> pods = Stream.concat(
                        IntStream.range(0, 5).mapToObj(number -> withUid(restarted, "restarted-" + number)),
                        Stream.of(failing))
                .toList();

        // When
        evidence(pods, Chat.NOW);

        // Then
        assertThat(api.requests())
                .hasSize(5)
                .first()
                .satisfies(request -> assertThat(request.query())
                        .contains("regarding.uid=" + failing.getMetadata().getUid()));
    }

    private static Pod withUid(Pod pod, String uid) {
        return pod.edit().editMetadata().withUid(uid).endMetadata().build();
    }

    @Test
    void aPodInTroubleIsReadAboutOnceInTenSeconds() throws IOException {
        // Given
        List<Pod> pods = List.of(read("oom-killed", Pod.class));

        // When
        for (int second = 0; second < 100; second++) {
            evidence(
                    pods,
                    Instant.parse(pods.getFirst().getMetadata().getCreationTimestamp())
                            .plusSeconds(second));
        }

        // Then
        assertThat(api.requests()).hasSizeBetween(1, 10);
    }

    @Test
    void eventsThatCannotBeReadAreNoEvidence() throws IOException {
        // Given
        api.refuse("GET", "events", 403, "forbidden");
        Pod pod = read("nothing-listens", Pod.class);

        // Then
        assertThat(evidence(List.of(pod), Chat.NOW))
                .containsEntry(pod.getMetadata().getUid(), PodEvidence.NONE);
    }

    @Test
    void aPodThatLostItsLabelIsFoundByItsName() {
        // Given
        Pod orphan = Chat.orphan("chat-1");
        orphan.getMetadata().getLabels().remove("beamcluster.dev/cluster");
        api.holdList("pods", list(orphan));

        // Then
        assertThat(taken(4)).as("the StatefulSet may still create it").isEmpty();
        assertThat(taken(5)).containsExactly(Map.entry("chat-1", new NameTaken(true, LABEL)));
        assertThat(api.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.query()).contains("metadata.name=chat-1"));
    }

    @Test
    void aPodThatAUserMadeIsFoundByItsName() {
        // Given
        Pod made = Chat.bare("chat-1");
        made.getMetadata().setLabels(Map.of());
        api.holdList("pods", list(made));

        // Then
        assertThat(taken(60)).containsExactly(Map.entry("chat-1", new NameTaken(false, LABEL)));
    }

    @Test
    void aPodThatTheCachesDoNotHaveYetTakesNoName() {
        api.holdList("pods", list(Chat.pod("chat-1")));

        assertThat(taken(60)).isEmpty();
    }

    @Test
    void aRefusalCountsOnlyWhileAPodIsMissing() {
        // Given the Event of a pod that was refused a minute ago
        api.holdList("events", list(refusedAt(Chat.NOW.minusSeconds(60))));

        // Then
        assertThat(refusal(Optional.of(Chat.NOW.minusSeconds(61)))).hasValue("exceeded quota: all");
        assertThat(refusal(Optional.of(Chat.NOW.minusSeconds(3))))
                .as("a pod that is only being created again")
                .isEmpty();
        assertThat(refusal(Optional.empty())).isEmpty();
    }

    private Optional<String> refusal(Optional<Instant> missing) {
        return investigator.refusal(Chat.statefulSet(CHAT, 2, 2), missing, new Investigation(), Chat.NOW);
    }

    private static Event refusedAt(Instant at) {
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("chat-refused")
                .endMetadata()
                .withReason("FailedCreate")
                .withNote("exceeded quota: all")
                .withDeprecatedLastTimestamp(at.toString())
                .build();
    }

    private Map<String, PodEvidence> evidence(List<Pod> pods, Instant now) {
        return investigator.evidence(CHAT, pods, List.of(), known, now);
    }

    private Map<String, NameTaken> taken(int secondsMissing) {
        var missing = new TreeMap<>(Map.of("chat-1", Chat.NOW.minusSeconds(secondsMissing)));
        return investigator.namesTaken(CHAT, missing, known, Chat.NOW);
    }

    private static String list(HasMetadata item) {
        return "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"metadata\": {}, \"items\": ["
                + Serialization.asJson(item) + "]}";
    }

    private static <T> T read(String name, Class<T> type) throws IOException {
        return read(name, type, 0);
    }

    private static <T> T read(String name, Class<T> type, int document) throws IOException {
        String text = Files.readString(Path.of("src/test/resources/pods/" + name + ".yaml"));
        return Stream.of(text.split("(?m)^---$"))
                .skip(document)
                .map(yaml -> type.cast(Objects.requireNonNull(new KubernetesSerialization().unmarshal(yaml))))
                .findFirst()
                .orElseThrow();
    }
}

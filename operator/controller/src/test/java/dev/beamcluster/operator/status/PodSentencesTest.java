package dev.beamcluster.operator.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.mesh.Cause;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.reconcile.Chat;
import dev.beamcluster.operator.reconcile.client.TrimmedObjects;
import dev.beamcluster.operator.reconcile.pods.ObservedPods;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pods as the kubelet reports them, each with its Events and claims in a file of {@code pods}, and what the status of the
 * BeamCluster says about it, in the file of the same name that ends with {@code .txt}: the entry of the node, then conditions.
 */
class PodSentencesTest {

    private static final Path FOLDER = Path.of("src/test/resources/pods");
    private static final Instant NOW = Chat.NOW;

    /** As the caches read it, without most of the spec. */
    private static final KubernetesSerialization YAML = TrimmedObjects.serialization();

    static List<String> pods() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.replace(".yaml", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns every sentence about these pods. */
    static Stream<String> sentences() {
        return Stream.concat(pods().stream().map(PodSentencesTest::status), Stream.of(named(true), named(false)))
                .flatMap(status -> Stream.concat(
                        status.nodes().stream().map(NodeStatus::message).filter(Objects::nonNull),
                        status.conditions().stream().map(Condition::getMessage)));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void aPodIsReportedWithCauseAndRemedy(String name) throws IOException {
        assertThat(report(status(name))).isEqualTo(Files.readString(FOLDER.resolve(name + ".txt")));
    }

    @Test
    void everyReportHasAPod() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\.(yaml|txt)$", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            pods().stream().flatMap(pod -> Stream.of(pod, pod)).toList());
        }
    }

    @Test
    void everyReasonHasAPod() {
        assertThat(pods().stream()
                        .map(PodSentencesTest::status)
                        .flatMap(status -> status.nodes().stream())
                        .flatMap(node -> Stream.ofNullable(node.reason())))
                .contains(Stream.of(TroubleReason.values())
                        // There is no pod, or rather the wrong one.
                        .filter(reason -> reason != TroubleReason.NameTaken)
                        .map(TroubleReason::name)
                        .toArray(String[]::new));
    }

    @Test
    void aPodWithTheNameOfANodeIsReported() {
        assertThat(report(named(true))).isEqualTo("""
                Starting
                  NameTaken
                  a pod of this name exists, but without its label: delete the pod, or restore the label (`kubectl label pod \
                chat-1 beamcluster.dev/cluster=chat`)
                PodsReady
                  False
                  PodsStarting
                  chat-1: a pod of this name exists, but without its label: delete the pod, or restore the label (`kubectl \
                label pod chat-1 beamcluster.dev/cluster=chat`)
                Meshed
                  False
                  NodesUnreachable
                  chat-1: a pod of this name exists, but without its label: delete the pod, or restore the label (`kubectl \
                label pod chat-1 beamcluster.dev/cluster=chat`)
                """);
        assertThat(report(named(false)))
                .contains("chat-1: a pod of this name exists that the StatefulSet did not create: delete the pod");
    }

    /** Returns the status while a pod that is not a node has the name of one. */
    private static BeamClusterStatus named(boolean wasNode) {
        Situation missing = Situation.whole(2, NOW).withoutPodsFrom(1);
        Snapshot seen = SituationSnapshot.of(missing, null, NOW);
        var taken = new TreeMap<>(Map.of("chat-1", new PodTrouble.NameTaken(wasNode, seen.selector())));
        return StatusComputer.compute(
                new Snapshot(
                        seen.now(),
                        seen.generation(),
                        seen.selector(),
                        seen.nodes(),
                        seen.leaving(),
                        seen.draining(),
                        seen.previousPods(),
                        seen.ignoredPods(),
                        taken,
                        seen.workload(),
                        seen.before(),
                        seen.ownSecret(),
                        seen.mesh(),
                        seen.meshedSince(),
                        seen.rolloutTimeout(),
                        seen.spec()),
                missing.outcome(),
                List.of(),
                null);
    }

    private static BeamClusterStatus status(String name) {
        List<Object> objects = Stream.of(read(name).split("(?m)^---$"))
                .map(PodSentencesTest::object)
                .toList();
        BeamCluster cluster = of(objects, BeamCluster.class).findFirst().orElseGet(() -> Chat.cluster(""));
        PodFacts pod = ObservedPods.of(
                cluster,
                of(objects, Pod.class).findFirst().orElseThrow(),
                of(objects, PersistentVolumeClaim.class).toList(),
                of(objects, Event.class).toList(),
                NOW);
        ExpectedNode node = ChatNodes.observed(1, pod);
        Situation situation = Situation.whole(2, NOW).with(1, node);
        boolean answers =
                node.isUp() && pod.trouble().filter(PodTrouble::explainsSilence).isEmpty();
        return (answers ? situation : situation.lost(1, Cause.CONNECT_TIMEOUT))
                .probedNow()
                .status(null, NOW);
    }

    private static Object object(String document) {
        return Objects.requireNonNull(
                document.contains("kind: BeamCluster")
                        ? YAML.unmarshal(document, BeamCluster.class)
                        : YAML.<Object>unmarshal(document));
    }

    private static <T> Stream<T> of(List<Object> objects, Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast);
    }

    private static String read(String name) {
        try {
            return Files.readString(FOLDER.resolve(name + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String report(BeamClusterStatus status) {
        NodeStatus node = status.nodes().getLast();
        var lines = Stream.concat(
                Stream.of(Stream.of(node.state(), node.reason(), node.message())
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .toList()),
                Stream.of(ConditionType.PodsReady, ConditionType.Meshed)
                        .map(type -> Conditions.find(status.conditions(), type).orElseThrow())
                        .map(condition -> List.of(
                                condition.getType(),
                                condition.getStatus(),
                                condition.getReason(),
                                condition.getMessage())));
        return lines.map(line -> String.join("\n  ", line)).reduce("", (text, line) -> text + line + "\n");
    }
}

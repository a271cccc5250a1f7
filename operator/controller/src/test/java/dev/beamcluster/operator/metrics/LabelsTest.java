package dev.beamcluster.operator.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshMeter.Attempt;
import dev.beamcluster.operator.reconcile.ApiStandIn;
import dev.beamcluster.operator.status.ExampleStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** The values of labels, of all series: the names of BeamClusters and their pods, and words of which there are few. */
class LabelsTest {

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Their values are names that people chose. There is one for each namespace, BeamCluster or node. */
    private static final Set<String> NAMES = Set.of("namespace", "name", "pod");

    /** All other labels, whose values are in the source. */
    private static final Set<String> WORDS = Set.of(
            "action",
            "area",
            "code",
            "condition",
            "kind",
            "le",
            "nodes",
            "outcome",
            "reason",
            "resource",
            "scope",
            "status",
            "step",
            "usage",
            "used_by",
            "verb",
            "version");

    /** The labels of the SDK's meters; its exceptions are classes. */
    private static final Set<String> WORDS_OF_SDK = Set.of("controller", "event", "exception", "group", "type");

    /** The memory pools of the JVM and the states of its threads. */
    private static final Set<String> WORDS_OF_JVM = Set.of("id", "state");

    /** A word, a number or a version. A uid, an address and a sentence are none of these. */
    private static final Pattern WORD =
            Pattern.compile("[A-Za-z][A-Za-z_]*(?:/[a-z]+)?|\\d+(?:\\.\\d+)?|\\+Inf|v1alpha1");

    private static final Pattern DOCUMENTED = Pattern.compile(
            "There are (\\d+) series for each BeamCluster, (\\d+) for each node, and (\\d+) more for each node");

    private final OperatorMetrics metrics = new OperatorMetrics();

    @Test
    void areNamesAndWords() {
        // Given what has most to say: replaced pods, faults of each kind, requests, and the SDK
        for (int round = 0; round < 40; round++) {
            live("shop", "chat", 3, round);
        }
        for (int object = 0; object < 40; object++) {
            reconcile(object);
        }
        request(40);

        // Then
        Map<String, Set<String>> values = values(Scrape.of(metrics, 3).lines());
        assertThat(values.keySet())
                .isSubsetOf(Stream.of(NAMES, WORDS, WORDS_OF_SDK, WORDS_OF_JVM)
                        .flatMap(Collection::stream)
                        .toList());
        assertThat(values.get("namespace")).containsExactly("shop");
        assertThat(values.get("name")).containsExactly("chat");
        assertThat(values.get("pod")).containsExactly("chat-0", "chat-1", "chat-2");
        values.forEach((label, words) -> {
            if (!NAMES.contains(label)) {
                assertThat(words)
                        .as(label)
                        .hasSizeLessThan(30)
                        .allMatch(word -> WORDS_OF_JVM.contains(label)
                                || WORD.matcher(word).matches());
            }
        });
    }

    /** So that the test above does not pass because its pattern matches anything. */
    @ParameterizedTest
    @CsvSource({
        "6f1c2a7e-95c1-4d6b-8c1e-0a3f7e2b9d10",
        "10.42.0.17",
        "10.42.0.17:4369",
        "fd00::17",
        "chat@chat-0.chat-nodes.shop.svc",
        "chat-0 and chat-1 do not hear each other",
        "calls time out in both directions",
        "sha256:0a1b2c"
    })
    void aUidAnAddressANodeNameOrAMessageIsNoWord(String value) {
        assertThat(WORD.matcher(value).matches()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 5", "20, 3"})
    void thereAreAsManySeriesAsTheDocumentSaysHoweverMuchHappened(int clusters, int nodes) throws IOException {
        // When
        for (int cluster = 0; cluster < clusters; cluster++) {
            for (int round = 0; round < 40; round++) {
                live("shop", "chat" + cluster, nodes, round);
            }
            becomeWhole("shop", "chat" + cluster, nodes);
        }

        // Then
        var said = DOCUMENTED.matcher(Files.readString(Path.of("../../docs/monitoring.md")));
        assertThat(said.find()).isTrue();
        int perCluster = Integer.parseInt(said.group(1));
        int perNode = Integer.parseInt(said.group(2)) + Integer.parseInt(said.group(3));
        assertThat(Scrape.of(metrics, nodes).samples()).hasSize(clusters * (perCluster + nodes * perNode));
    }

    /** A round in the life of a BeamCluster. Each is said by a BeamCluster of another uid every ten rounds. */
    private void live(String namespace, String name, int nodes, int round) {
        var id = new ClusterId(namespace, name, "6f1c2a7e-95c1-4d6b-8c1e-" + round / 10);
        if (round % 10 == 0) {
            metrics.ended(new ClusterId(namespace, name, "6f1c2a7e-95c1-4d6b-8c1e-" + (round / 10 - 1)));
            metrics.began(id);
        }
        var states = List.of(
                ExampleStatus.neverProbed(nodes),
                ExampleStatus.starting(Math.max(2, nodes)),
                ExampleStatus.cut(Math.max(2, nodes)),
                ExampleStatus.whole(nodes));
        ExampleStatus example = states.get(round % states.size());
        metrics.seen(id, example.seen(), outside(name, nodes, round));
        metrics.reported(id, null, example.status());
        metrics.roundEnded(id, Duration.ofMillis(round));
        metrics.linksLost(id, 1, Duration.ofSeconds(round));
        metrics.linksRestored(id, 1);
        metrics.attempted(id, Attempt.CONNECT, round % 2 == 0);
    }

    private void becomeWhole(String namespace, String name, int nodes) {
        var id = new ClusterId(namespace, name, "6f1c2a7e-95c1-4d6b-8c1e-3");
        metrics.seen(id, ExampleStatus.whole(nodes).seen(), outside(name, nodes, 0));
        metrics.reported(id, null, ExampleStatus.whole(nodes).status());
    }

    private static Outside outside(String name, int nodes, int restarts) {
        SortedMap<String, Integer> byPod = new TreeMap<>();
        for (int ordinal = 0; ordinal < nodes; ordinal++) {
            byPod.put(name + "-" + ordinal, restarts);
        }
        return new Outside(byPod, new TreeMap<>(Map.<String, Instant>of()));
    }

    private void reconcile(int object) {
        var sdk = MicrometerMetrics.withoutPerResourceMetrics(metrics.registry());
        var resource = new ResourceID("chat-" + object, "shop-" + object);
        Map<String, Object> about = Map.of("controller.name", "beamcluster");
        sdk.receivedEvent(new Event(resource), about);
        sdk.cleanupDoneFor(resource, about);
    }

    private void request(int objects) {
        try (var api = new ApiStandIn();
                var client = new KubernetesClientBuilder()
                        .withConfig(api.client().getConfiguration())
                        .withHttpClientBuilderConsumer(http ->
                                http.addOrReplaceInterceptor(ApiRequests.NAME, new ApiRequests(metrics.registry())))
                        .build()) {
            for (int object = 0; object < objects; object++) {
                assertThat(client.secrets()
                                .inNamespace("shop-" + object)
                                .withName("chat-" + object)
                                .get())
                        .isNull();
            }
        }
    }

    private static Map<String, Set<String>> values(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> labels(line).stream())
                .collect(Collectors.groupingBy(
                        label -> label.group(1),
                        TreeMap::new,
                        Collectors.mapping(label -> label.group(2), Collectors.toCollection(TreeSet::new))));
    }

    private static List<MatchResult> labels(String line) {
        var sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        return sample.group(2) == null
                ? List.of()
                : LABEL.matcher(sample.group(2)).results().toList();
    }
}

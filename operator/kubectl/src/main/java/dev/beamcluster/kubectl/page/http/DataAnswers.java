package dev.beamcluster.kubectl.page.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.page.AuditView;
import dev.beamcluster.kubectl.page.ClusterKey;
import dev.beamcluster.kubectl.page.Details;
import dev.beamcluster.kubectl.page.PageJson;
import dev.beamcluster.kubectl.page.Remedies;
import dev.beamcluster.kubectl.page.Replay;
import dev.beamcluster.kubectl.view.Asked;

/** Answers the questions of the page that are not about what changes. An answer that cannot be given is a sentence. */
final class DataAnswers {

    private final Board board;
    private final Questions questions;
    private final InstantSource clock;
    private final PageJson json = new PageJson();

    DataAnswers(Board board, Questions questions, InstantSource clock) {
        this.board = board;
        this.questions = questions;
        this.clock = clock;
    }

    /**
     * Answers.
     *
     * @param question what follows {@code /api/}
     */
    Answer answer(String question, Map<String, String> query) {
        if (question.equals("remedies")) {
            return json(Remedies.of(documentation()));
        }
        Optional<ClusterKey> key = Optional.ofNullable(query.get("cluster")).flatMap(ClusterKey::parse);
        if (key.isEmpty()) {
            return Answer.text(400, "Name a BeamCluster: cluster=NAMESPACE/NAME.");
        }
        if (question.equals("audit")) {
            // A BeamCluster that was deleted has an audit trail, too.
            return json(questions.audit().map(logs -> AuditView.of(key.get(), logs)));
        }
        return board.find(key.get())
                .map(cluster -> about(cluster, question, query))
                .orElseGet(() -> json(new Asked.Unanswered<>("there is no BeamCluster " + key.get())));
    }

    private Answer about(BeamCluster cluster, String question, Map<String, String> query) {
        return switch (question) {
            case "replay" -> json(Replay.of(cluster, board.seen(ClusterKey.of(cluster)), clock.instant()));
            case "details" -> json(Details.of(cluster, questions.facts(cluster)));
            case "zones" -> json(questions.zones(cluster));
            case "sample" -> json(questions.sample(cluster, query.getOrDefault("pod", "")));
            case "verify" -> json(questions.verify(cluster));
            default -> Answer.text(404, "There is no such page.");
        };
    }

    private Answer json(Object value) {
        return Answer.json(200, json.write(value));
    }

    private <T> Answer json(Asked<T> asked) {
        return switch (asked) {
            case Asked.Got<T>(T answer) -> json(Map.of("answer", answer));
            case Asked.Unanswered<T>(String why) -> json(Map.of("notShown", List.of(why)));
        };
    }

    private static String documentation() {
        try (InputStream in = DataAnswers.class.getResourceAsStream("/conditions.md")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

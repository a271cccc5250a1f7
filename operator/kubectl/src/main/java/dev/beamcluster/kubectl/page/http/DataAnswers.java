package dev.beamcluster.kubectl.page.http;

import java.util.Map;
import java.util.Optional;

import dev.beamcluster.kubectl.page.ClusterKey;
import dev.beamcluster.kubectl.page.PageJson;

/** Answers the questions of the page that are not about what changes. */
final class DataAnswers {

    private final Board board;
    private final PageJson json = new PageJson();

    DataAnswers(Board board) {
        this.board = board;
    }

    /**
     * Answers.
     *
     * @param question what follows {@code /api/}
     */
    Answer answer(String question, Map<String, String> query) {
        Optional<ClusterKey> key = Optional.ofNullable(query.get("cluster")).flatMap(ClusterKey::parse);
        if (key.isEmpty()) {
            return Answer.text(400, "Name a BeamCluster: cluster=NAMESPACE/NAME.");
        }
        return switch (question) {
            case "seen" -> Answer.json(200, json.write(board.seen(key.get())));
            default -> Answer.text(404, "There is no such page.");
        };
    }
}

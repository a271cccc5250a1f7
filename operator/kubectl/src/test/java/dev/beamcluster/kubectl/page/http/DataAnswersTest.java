package dev.beamcluster.kubectl.page.http;

import java.time.InstantSource;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.Golden;
import dev.beamcluster.kubectl.page.ClusterKey;

import static org.assertj.core.api.Assertions.assertThat;

class DataAnswersTest {

    private final Board board = new Board(InstantSource.system());
    private PageServer server;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        board.put(Golden.read("cluster/cut.yaml", BeamCluster.class));
        server = PageServer.start(0, new Random(1), "/", board, new SilentQuestions());
        visitor = new Visitor(server);
        visitor.comesIn();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode get(String question) throws Exception {
        return new ObjectMapper().readTree(visitor.gets("/api/" + question).body());
    }

    @ParameterizedTest
    @CsvSource({
        "details?cluster=shop/chat, list pods",
        "zones?cluster=shop/chat, get nodes",
        "sample?cluster=shop/chat&pod=chat-0, get secrets",
        "verify?cluster=shop/chat, get secrets"
    })
    void aMissingRightIsNamedAndTheRestWorks(String question, String right) throws Exception {
        assertThat(get(question).path("notShown").path(0).asText())
                .isEqualTo("missing right: jane may not %s in the namespace shop".formatted(right));
        assertThat(get("details?cluster=shop/chat").path("next").path(0).asText())
                .isEqualTo("kubectl beam mesh chat");
    }

    @Test
    void theAuditTrailOfOneBeamClusterSaysWhatIsMissing() throws Exception {
        // When
        JsonNode audit = get("audit?cluster=shop/chat").path("answer");

        // Then
        assertThat(audit.path("all").path("entries"))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.path("why").asText()).contains("shop/chat"));
        assertThat(audit.path("failed").path("entries"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("result").asText()).isEqualTo("failed"));
        assertThat(audit.path("chain").path("state").asText()).isEqualTo("intact");
        assertThat(audit.path("missing").path(1).asText())
                .isEqualTo("API server: missing right: jane may not get nodes/proxy in the namespace shop");
    }

    @Test
    void aBeamClusterThatWasDeletedHasAnAuditTrail() throws Exception {
        // Given
        board.remove(new ClusterKey("shop", "chat"));

        // Then
        assertThat(get("audit?cluster=shop/chat")
                        .path("answer")
                        .path("all")
                        .path("total")
                        .asInt())
                .isPositive();
        assertThat(get("details?cluster=shop/chat").path("notShown").path(0).asText())
                .isEqualTo("there is no BeamCluster shop/chat");
    }

    @Test
    void theReplayEndsWithWhatThePageSaw() throws Exception {
        // When
        board.put(Golden.read("cluster/whole.yaml", BeamCluster.class));

        // Then
        assertThat(get("replay?cluster=shop/chat"))
                .extracting(frame -> frame.path("source").asText() + " "
                        + frame.path("health").asText())
                .endsWith("seen not whole", "seen whole");
    }

    @Test
    void theWordsOfTheDocumentationAreTheWordsOfThePage() throws Exception {
        // When
        JsonNode remedies = get("remedies");

        // Then
        assertThat(remedies.path("LinksMissing").path(1).asText()).startsWith("Look at status.mesh.missingLinks, ");
        assertThat(remedies.path("CallTimeout").path(0).asText()).startsWith("connected, but calls time out");
    }

    @ParameterizedTest
    @CsvSource({
        "details, 400",
        "details?cluster=chat, 400",
        "audit, 400",
        "audit?cluster=shop/, 400",
        "secrets?cluster=shop/chat, 404"
    })
    void whatCannotBeAnsweredIsSaid(String question, int status) throws Exception {
        assertThat(visitor.gets("/api/" + question).statusCode()).isEqualTo(status);
    }
}

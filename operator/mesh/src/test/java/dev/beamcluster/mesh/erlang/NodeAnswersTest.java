package dev.beamcluster.mesh.erlang;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NodeAnswersTest {

    @ParameterizedTest
    @ValueSource(longs = {1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void anImpossibleTickTimeIsIgnored(long seconds) {
        assertThat(NodeAnswers.seconds(Terms.number(seconds))).isEmpty();
        assertThat(NodeAnswers.seconds(Terms.number(60))).contains(60);
    }

    @Test
    void whileApplicationsStartNoneAreReported() {
        var timedOut = Terms.tuple(Terms.atom("badrpc"), Terms.tuple(Terms.atom("EXIT"), Terms.atom("timeout")));

        assertThat(NodeAnswers.applications(timedOut).orElseThrow()).isEmpty();
    }

    @Test
    void anInvalidApplicationIsLeftOut() {
        var running = Terms.list(
                Terms.tuple(Terms.atom("kernel"), Terms.text("ERTS"), Terms.text("10.2")),
                Terms.tuple(Terms.atom("odd"), Terms.text("ODD"), Terms.text("two words")),
                Terms.atom("none"));

        assertThat(NodeAnswers.applications(running).orElseThrow()).isEqualTo(Map.of("kernel", "10.2"));
    }

    @Test
    void aFlagIsReadWithItsFirstValueOrWithoutAValue() {
        var hidden = Terms.tuple(Terms.atom("ok"), Terms.list(Terms.list()));
        var tls = Terms.tuple(Terms.atom("ok"), Terms.list(Terms.list(Terms.text("inet_tls"))));

        assertThat(NodeAnswers.isGivenFlag(hidden)).isTrue();
        assertThat(NodeAnswers.flag(hidden)).isEmpty();
        assertThat(NodeAnswers.flag(tls)).contains("inet_tls");
        assertThat(NodeAnswers.isGivenFlag(Terms.atom("error"))).isFalse();
    }

    @Test
    void anInvalidAnswerNamesItsQuestion() {
        var answer = new Answer<>(
                "which_applications", CompletableFuture.completedFuture(Terms.atom("none")), NodeAnswers::applications);

        assertThatThrownBy(() -> answer.await(Deadline.in(Duration.ofSeconds(1))))
                .isInstanceOfSatisfying(
                        CallFailure.InvalidAnswer.class,
                        failure -> assertThat(failure.question()).isEqualTo("which_applications"));
    }
}

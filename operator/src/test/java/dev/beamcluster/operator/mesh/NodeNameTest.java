package dev.beamcluster.operator.mesh;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NodeNameTest {

    @Test
    void nodesSortByOrdinal() {
        Stream<String> sorted = Stream.of("a@a-10.x", "a@a-2.x", "a@a-1.x", "a@a-02.x")
                .map(text -> NodeName.parse(text).orElseThrow())
                .sorted()
                .map(NodeName::toString);

        assertThat(sorted).containsExactly("a@a-1.x", "a@a-02.x", "a@a-2.x", "a@a-10.x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "chat", "@host", "chat@", "ch at@host", "chat@ho st", "chat@host@other", "nonode\n@host"})
    void whatIsNoNodeNameIsNotRead(String text) {
        assertThat(NodeName.parse(text)).isEmpty();
    }

    @Test
    void aNameLongerThanAnAtomIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NodeName("chat", "h".repeat(251)));
    }

    @Test
    void onlyADotOrAColonMakesALongName() {
        assertThat(new NodeName("chat", "host").isLong()).isFalse();
        assertThat(new NodeName("chat", "host.svc").isLong()).isTrue();
        assertThat(new NodeName("chat", "::1").isLong()).isTrue();
    }

    @Test
    void aCookieIsNeverPrinted() {
        assertThat(new Cookie("secret")).hasToString("Cookie[redacted]");
        assertThat(new MeshTarget(
                                new Cookie("secret"),
                                Protocol.standard(),
                                java.util.List.of(),
                                java.util.List.of(),
                                MeshTarget.Formation.OPERATOR,
                                MeshTarget.Healing.RECONNECT,
                                java.time.Duration.ofSeconds(1),
                                java.time.Duration.ofSeconds(1))
                        .toString())
                .doesNotContain("secret");
    }
}

package dev.beamcluster.mesh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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

    @Test
    void numbersOfAnyLengthSortAsNumbers() {
        List<String> sorted = List.of(
                "a@-1.x",
                "a@.0",
                "a@0",
                "a@00",
                "a@7",
                "a@7.b2",
                "a@7.b10",
                "a@007b",
                "a@7b",
                "a@99999999",
                "a@123456789",
                "a@999999999",
                "a@1234567890",
                "a@123456789012345678",
                "a@1234567890123456789",
                "a@:1",
                "a@A1",
                "a@_",
                "b@0");
        var shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(shuffled.stream()
                        .map(text -> NodeName.parse(text).orElseThrow())
                        .sorted()
                        .map(NodeName::toString))
                .containsExactlyElementsOf(sorted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "chat", "@host", "chat@", "ch at@host", "chat@ho st", "chat@host@other", "nonode\n@host"})
    void anInvalidNodeNameIsNotParsed(String text) {
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
                                List.of(),
                                List.of(),
                                MeshTarget.Formation.OPERATOR,
                                MeshTarget.Healing.RECONNECT,
                                java.time.Duration.ofSeconds(1),
                                java.time.Duration.ofSeconds(1))
                        .toString())
                .doesNotContain("secret");
    }
}

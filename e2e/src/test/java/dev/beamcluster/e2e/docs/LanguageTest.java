package dev.beamcluster.e2e.docs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LanguageTest {

    private static final Language LANGUAGE = Language.checker();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the Secret `chat-cookie` cannot be recieved",
                "the operater cannot reach chat-0",
                "The colour of the column changes.",
            })
    void findsAMisspelling(String text) {
        assertThat(LANGUAGE.mistakes(new Passage("here", text)))
                .singleElement()
                .asString()
                .startsWith("here: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The nodes is connected.",
                "This links are missing.",
                "an pod is not ready",
                "the pod the pod is not ready, and and it restarts",
            })
    void findsAgreementMistakes(String text) {
        assertThat(LANGUAGE.mistakes(new Passage("here", text))).isNotEmpty();
    }

    @Test
    void knowsTheTermsOfTheField() {
        var text = "epmd tells the kubelet of `chat@chat-0.chat-nodes.shop.svc`; the StatefulSet's preStop hook runs";

        assertThat(LANGUAGE.mistakes(new Passage("here", text))).isEmpty();
    }
}

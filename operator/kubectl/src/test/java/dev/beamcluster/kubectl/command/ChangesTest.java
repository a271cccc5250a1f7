package dev.beamcluster.kubectl.command;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChangesTest {

    private static final String PATH = "/apis/beamcluster.dev/v1alpha1/namespaces/shop/beamclusters/chat";

    private final FakeApi api = FakeApi.with("whole");
    private final Person person = new Person(api);

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void aChangeSaysWhatItWillDoAndAsks() {
        // When the person does not agree
        int declined = person.answering("n").runs("scale", "chat", "5");

        // Then
        assertThat(declined).isEqualTo(1);
        assertThat(person.out()).contains("grows from 3 to 5 nodes", "Continue? [y/N]");
        assertThat(api.writes()).isEmpty();

        // When the person agrees
        int done = person.answering("yes").runs("scale", "chat", "5");

        // Then
        assertThat(done).isZero();
        assertThat(api.writes()).containsExactly("PATCH " + PATH + " {\"spec\":{\"replicas\":5}}");
    }

    @Test
    void withoutATerminalNothingHappensUnlessItIsSaid() {
        assertThat(person.runs("pause", "chat")).isEqualTo(2);
        assertThat(person.err()).contains("there is no terminal to ask: add --yes");
        assertThat(api.writes()).isEmpty();

        assertThat(person.runs("pause", "chat", "--yes")).isZero();
        assertThat(api.writes()).containsExactly("PATCH " + PATH + " {\"spec\":{\"paused\":true}}");
    }

    @Test
    void resumingWaitsUntilTheBeamClusterIsWhole() {
        assertThat(person.runs("resume", "chat", "--yes", "--wait")).isZero();
        assertThat(person.out()).endsWith("3/3 nodes, 6/6 links: whole\n");
        assertThat(api.writes()).containsExactly("PATCH " + PATH + " {\"spec\":{\"paused\":false}}");
    }

    @Test
    void aRestartChangesTheStatefulSetAndNotTheSpec() {
        assertThat(person.runs("restart", "chat", "-y")).isZero();
        assertThat(api.writes())
                .singleElement()
                .satisfies(write -> assertThat(write)
                        .startsWith("PATCH /apis/apps/v1/namespaces/shop/statefulsets/chat ")
                        .contains("\"kubectl.kubernetes.io/restartedAt\":\"2026-01-02T10:00:00Z\""));
    }

    @Test
    void aMissingRightToChangeIsOneLine() {
        api.refuse(
                "/apis/apps/v1/namespaces/shop/statefulsets/chat",
                403,
                "statefulsets.apps \"chat\" is forbidden: User \"jane\" cannot patch resource \"statefulsets\" in API"
                        + " group \"apps\" in the namespace \"shop\"");

        assertThat(person.runs("restart", "chat", "--yes")).isEqualTo(2);
        assertThat(person.err())
                .isEqualTo("kubectl beam: missing right: jane may not patch statefulsets.apps in the namespace shop\n");
    }
}

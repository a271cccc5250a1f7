package dev.beamcluster.kubectl.command;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CompletionTest {

    private final FakeApi api = FakeApi.with("whole");
    private final Person person = new Person(api);

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void commandsAreCompleted() {
        assertThat(completed("re"))
                .contains("restart\tReplaces all nodes, one after the other.\n", "remsh\t", "report\t", "resume\t")
                .doesNotContain("status\t")
                .endsWith(":4\n");
    }

    @Test
    void namesOfBeamClustersAreCompleted() {
        // Given
        api.hold(
                "/apis/beamcluster.dev/v1alpha1/namespaces/shop/beamclusters",
                "{\"items\":[" + cluster("chat") + "," + cluster("cart") + "," + cluster("web") + "]}");

        // Then
        assertThat(completed("status", "c")).isEqualTo("chat\ncart\n:4\n");
        assertThat(completed("status", "-n", "shop", "")).isEqualTo("chat\ncart\nweb\n:4\n");
        assertThat(completed("remsh", "chat", "")).isEqualTo(":4\n");
    }

    @Test
    void optionsAndTheirValuesAreCompleted() {
        assertThat(completed("mesh", "--out")).startsWith("--output\t");
        assertThat(completed("mesh", "-o", "m")).isEqualTo("mermaid\n:4\n");
    }

    @Test
    void nothingIsCompletedIfNothingCanBeRead() {
        assertThat(completed("status", "")).isEqualTo(":4\n");
        assertThat(completed("nonsense", "")).isEqualTo(":4\n");
        assertThat(person.err()).isEmpty();
    }

    private static String cluster(String name) {
        return "{\"apiVersion\":\"beamcluster.dev/v1alpha1\",\"kind\":\"BeamCluster\",\"metadata\":{\"name\":\"" + name
                + "\"},\"spec\":{\"image\":\"x\"}}";
    }

    private String completed(String... words) {
        var all = new String[words.length + 1];
        all[0] = "__complete";
        System.arraycopy(words, 0, all, 1, words.length);
        var asking = new Person(api);
        assertThat(asking.runs(all)).isZero();
        return asking.out();
    }

    @Test
    void theScriptCallsThePlugin() {
        assertThat(person.runs("completion")).isZero();
        assertThat(person.out()).isEqualTo("#!/bin/sh\nexec kubectl beam __complete \"$@\"\n");
    }
}

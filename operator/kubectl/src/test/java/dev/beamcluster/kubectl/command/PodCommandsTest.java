package dev.beamcluster.kubectl.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Logs, consoles and reports. */
class PodCommandsTest {

    private final FakeApi api = FakeApi.with("whole");
    private final Person person = new Person(api);

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void theLogsOfAllPodsAreOneStream() {
        // Given
        for (int pod = 0; pod < 3; pod++) {
            api.hold(
                    "/api/v1/namespaces/shop/pods/chat-%d/log".formatted(pod),
                    "2026-01-02T09:00:0%d.000000000Z line of %d\n".formatted(3 - pod, pod));
        }

        // When
        int exitCode = person.runs("logs", "chat", "--since", "5m");

        // Then
        assertThat(exitCode).isZero();
        assertThat(person.out()).isEqualTo("chat-2  line of 2\nchat-1  line of 1\nchat-0  line of 0\n");
    }

    @Test
    void theOptionsOfALogAreThoseOfTheApiServer() {
        // When
        var _ = person.runs("logs", "chat", "--previous", "--tail", "7", "--container", "proxy", "--since", "2m");

        // Then
        assertThat(api.reads())
                .filteredOn(read -> read.contains("/log?"))
                .hasSize(3)
                .allSatisfy(read -> assertThat(read)
                        .contains("previous=true", "tailLines=7", "container=proxy", "sinceSeconds=120"));
    }

    @Test
    void withoutThemTheContainerThatRunsIsRead() {
        // When
        var _ = person.runs("logs", "chat");

        // Then
        assertThat(api.reads())
                .filteredOn(read -> read.contains("/log?"))
                .hasSize(3)
                .allSatisfy(read ->
                        assertThat(read).contains("container=beam").doesNotContain("previous", "tailLines", "since"));
    }

    /** A pod whose container was never restarted has none; the logs of the others are printed. */
    @Test
    void aPodWithoutAPreviousContainerIsNamed() {
        // Given
        api.hold("/api/v1/namespaces/shop/pods/chat-0/log", "2026-01-02T09:00:00.000000000Z last words\n");
        for (int pod = 1; pod < 3; pod++) {
            api.refuse(
                    "/api/v1/namespaces/shop/pods/chat-%d/log".formatted(pod),
                    400,
                    "previous terminated container \"beam\" in pod \"chat-%d\" not found".formatted(pod));
        }

        // Then
        assertThat(person.runs("logs", "chat", "--previous")).isEqualTo(2);
        assertThat(person.out()).isEqualTo("chat-0  last words\n");
        assertThat(person.err().lines())
                .containsExactly(
                        "chat-1: previous terminated container \"beam\" in pod \"chat-1\" not found",
                        "chat-2: previous terminated container \"beam\" in pod \"chat-2\" not found");
    }

    @Test
    void aLogThatCannotBeReadIsNamed() {
        api.forbid("/api/v1/namespaces/shop/pods/chat-1/log", "get", "pods/log");

        assertThat(person.runs("logs", "chat")).isEqualTo(2);
        assertThat(person.err()).contains("chat-1: missing right: jane may not get pods/log in the namespace shop");
    }

    @Test
    void aConsoleIsOpenedInTheFirstReadyPod() {
        // When
        int exitCode = person.answering("").runs("remsh", "chat");

        // Then
        assertThat(exitCode).isZero();
        assertThat(person.programs())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith(
                                "kubectl",
                                "exec",
                                "--namespace",
                                "shop",
                                "--stdin",
                                "--tty",
                                "chat-0",
                                "--container",
                                "beam",
                                "--")
                        .anySatisfy(argument -> assertThat(argument)
                                .contains("exec \"$root/bin/$name\"")
                                .contains("remote")));
    }

    @Test
    void anExpressionIsAnArgumentAndNeverAPartOfTheScript() {
        // When
        int exitCode = person.runs("rpc", "chat", "IO.puts(\"$(rm -rf /)\")", "--pod", "chat-2", "--context", "prod");

        // Then
        assertThat(exitCode).isZero();
        List<String> line = person.programs().getFirst();
        assertThat(line).contains("chat-2").containsSequence("--context", "prod");
        assertThat(line.getLast()).isEqualTo("IO.puts(\"$(rm -rf /)\")");
        assertThat(line.get(line.size() - 3)).endsWith("rpc \"$1\"");
    }

    @Test
    void aPodThatDoesNotExistIsSaid() {
        assertThat(person.answering("").runs("remsh", "chat", "chat-7")).isEqualTo(2);
        assertThat(person.err()).contains("there is no pod chat-7");
    }

    @Test
    void aConsoleWithoutATerminalIsNotOpened() {
        assertThat(person.runs("remsh", "chat")).isEqualTo(2);
        assertThat(person.err()).contains("the console needs a terminal");
        assertThat(person.programs()).isEmpty();
    }

    /** Also fields that this version of the plugin does not know. */
    @Test
    void aReportHasObjectsAsTheApiServerSendsThem(@TempDir Path folder) throws IOException {
        // Given
        api.hold("/api/v1/namespaces/shop/pods", """
                {"items":[{"metadata":{"name":"chat-0"},"spec":{"priority":7,"containers":[
                {"name":"beam","fieldOfTomorrow":"new","env":[{"name":"STRIPE","value":"hunter2"}]}]}}]}""");
        api.forbid("/api/v1/namespaces/shop/services", "list", "services");
        Path file = folder.resolve("report.zip");

        // Then
        assertThat(person.runs("report", "chat", "--file", file.toString())).isZero();
        assertThat(person.out()).contains("missing: services.yaml: missing right: jane may not list services");
        try (var zip = new ZipFile(file.toFile())) {
            assertThat(text(zip, "beamcluster.yaml")).contains("kind: \"BeamCluster\"", "image: ");
            assertThat(text(zip, "pods.yaml"))
                    .contains("priority: 7", "fieldOfTomorrow: \"new\"", "REDACTED")
                    .doesNotContain("hunter2");
        }
    }

    private static String text(ZipFile zip, String entry) throws IOException {
        return new String(zip.getInputStream(zip.getEntry(entry)).readAllBytes(), UTF_8);
    }
}

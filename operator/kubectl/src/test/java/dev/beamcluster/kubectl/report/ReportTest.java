package dev.beamcluster.kubectl.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.kubectl.view.Asked;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ReportTest {

    private static final String SECRET = "hunter2-hunter2";

    private final Redaction redaction = new Redaction(List.of(SECRET + "\n", "abc"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connecting with hunter2-hunter2 to db",
                "DATABASE_PASSWORD=hunter3",
                "password: \"hunter3\"",
                "{\"api_key\": \"hunter3\"}",
                "erl -setcookie hunter3 -name chat",
                "ecto://shop:hunter3@db:5432/shop",
                "Authorization: Bearer hunter3",
                "bearer hunter3",
                "-----BEGIN RSA PRIVATE KEY-----\nhunter3\n-----END RSA PRIVATE KEY-----"
            })
    void aSecretInALogIsRedacted(String line) {
        assertThat(redaction.text(line))
                .contains("REDACTED")
                .doesNotContain("hunter2")
                .doesNotContain("hunter3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat-0: cookie does not match",
                "Meshed False CookieMismatch",
                "GET https://example.com:8080/path",
                "the Secret chat-cookie was deleted",
                "abc"
            })
    void ordinaryLinesStay(String line) {
        assertThat(redaction.text(line)).isEqualTo(line);
    }

    @Test
    void variablesOfTheUserAreRedactedInObjects() throws IOException {
        // Given
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("chat-0")
                .addToAnnotations("kubectl.kubernetes.io/last-applied-configuration", "hunter3")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("beam")
                .withArgs("-setcookie hunter3")
                .addNewEnv()
                .withName("BEAM_NODE")
                .withValue("chat@chat-0.nodes")
                .endEnv()
                .addNewEnv()
                .withName("STRIPE")
                .withValue("hunter3")
                .endEnv()
                .endContainer()
                .endSpec()
                .build();
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withName("s")
                .endMetadata()
                .addToData("k", "aHVudGVyMw==")
                .build();
        var report = new Report(redaction);

        // When
        report.addObjects("pods.yaml", new Asked.Got<>(List.of(pod)));
        report.addObjects("secret.yaml", new Asked.Got<>(secret));

        // Then
        Map<String, String> files = unzipped(report);
        assertThat(files.get("pods.yaml"))
                .contains("chat@chat-0.nodes", "name: \"STRIPE\"", "REDACTED")
                .doesNotContain("hunter3");
        assertThat(files.get("secret.yaml")).doesNotContain("aHVudGVyMw==").contains("name: \"s\"");
    }

    @Test
    void aReportSaysWhatItCouldNotGet() throws IOException {
        // Given
        var report = new Report(redaction);

        // When
        report.addText("logs/chat-0.log", new Asked.Unanswered<>("missing right: jane may not get pods/log"));
        report.addText("status.txt", new Asked.Got<>("fine " + SECRET));

        // Then
        assertThat(unzipped(report))
                .containsEntry("missing.txt", "logs/chat-0.log: missing right: jane may not get pods/log\n")
                .containsEntry("status.txt", "fine REDACTED")
                .doesNotContainKey("logs/chat-0.log");
    }

    private static Map<String, String> unzipped(Report report) throws IOException {
        var bytes = new ByteArrayOutputStream();
        report.write(bytes);
        var files = new TreeMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
            }
        }
        return files;
    }
}

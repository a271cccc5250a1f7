package dev.beamcluster.kubectl.command;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.kubectl.Golden;
import dev.beamcluster.kubectl.audit.OperatorLines;

import static org.assertj.core.api.Assertions.assertThat;

class UiCommandTest {

    private static final String BEAM_CLUSTERS = "/apis/beamcluster.dev/v1alpha1/namespaces/shop/beamclusters";
    private static final String OPERATOR_PODS = "/api/v1/namespaces/beamcluster-system/pods";

    private final HttpClient http = HttpClient.newHttpClient();
    private FakeApi api;
    private Person person;
    private String cookie = "";

    @BeforeEach
    void start() {
        api = FakeApi.with("cut");
        person = new Person(api);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> get(String address) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Cookie", cookie)
                        .build(),
                BodyHandlers.ofString());
    }

    private String address() {
        return person.out()
                .lines()
                .filter(line -> line.startsWith("http://"))
                .findFirst()
                .orElse("");
    }

    /** Runs the command until the work is done, and returns its exit code. */
    private int during(Work work, String... arguments) throws Exception {
        var exitCode = new AtomicInteger(-1);
        Thread command = Thread.startVirtualThread(() -> exitCode.set(person.runs(arguments)));
        Awaitility.await().until(() -> !address().isEmpty());
        cookie = get(address()).headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0];
        work.run(address().substring(0, address().indexOf("/?")));
        command.interrupt();
        assertThat(command.join(Duration.ofSeconds(10))).isTrue();
        return exitCode.get();
    }

    @FunctionalInterface
    private interface Work {
        void run(String page) throws Exception;
    }

    @Test
    void thePageShowsWhatTheApiServerHasUntilTheCommandEnds() throws Exception {
        // Given
        api.hold(BEAM_CLUSTERS, FakeApi.list("cluster/cut.yaml"));

        // When
        int exitCode = during(
                page -> {
                    Awaitility.await()
                            .until(() -> get(page + "/api/details?cluster=shop/chat")
                                    .body()
                                    .contains("marks"));
                    assertThat(get(page + "/api/details?cluster=shop/chat").body())
                            .contains("\"pod\":\"chat-0\"", "OOMKilled", "\"notShown\":[");
                },
                "ui",
                "chat");

        // Then
        assertThat(exitCode).isZero();
        assertThat(person.programs()).isEmpty();
        assertThat(address()).startsWith("http://127.0.0.1:");
    }

    @Test
    void theAuditTrailIsReadFromTheEndOfEachLog() throws Exception {
        // Given an operator, and an audit log that is larger than what the page reads
        api.hold(BEAM_CLUSTERS, FakeApi.list("cluster/cut.yaml"));
        api.hold(OPERATOR_PODS, AuditCommandTest.POD_LIST);
        api.hold(OPERATOR_PODS + "/beamcluster-operator-7c9/log", String.join("\n", OperatorLines.log()) + "\n");
        String log = Golden.text("audit/apiserver.jsonl");
        String other = log.lines().findFirst().orElseThrow().replace("\"chat\"", "\"other\"") + "\n";
        api.hold(
                "/api/v1/nodes/cp-1/proxy/logs/kubernetes/audit/audit.log",
                other.repeat((16 << 20) / other.length() + 1) + log);

        // When the page asks
        during(
                page -> {
                    String audit = get(page + "/api/audit?cluster=shop/chat").body();
                    assertThat(audit)
                            .contains(
                                    "\"refused\",\"code\":403",
                                    "chat@chat-0 about chat@chat-1",
                                    "\"state\":\"intact\"",
                                    "API server: the end of /var/log/kubernetes/audit/audit.log on cp-1");
                },
                "ui",
                "--node",
                "cp-1");

        // Then it asks for the last lines only
        assertThat(api.reads()).anyMatch(read -> read.contains("tailLines=20000"));
    }

    @Test
    void aPersonWhoMayReadNoLogIsToldSo() throws Exception {
        // Given
        api.hold(BEAM_CLUSTERS, FakeApi.list("cluster/cut.yaml"));
        api.forbid(OPERATOR_PODS, "list", "pods");

        // Then
        during(
                page -> assertThat(get(page + "/api/audit?cluster=shop/chat").body())
                        .contains(
                                "operator: missing right: jane may not list pods",
                                "API server: give its audit log with --file or --node, if it is on (docs/audit.md)",
                                "\"state\":\"unknown\""),
                "ui");
    }

    @Test
    void aFileThatCannotBeReadIsNamedBeforeThePageStarts() {
        assertThat(person.runs("ui", "--file", "/nothing.log")).isEqualTo(2);
        assertThat(person.err()).contains("/nothing.log cannot be read: it does not exist, or you may not read it");
    }

    @Test
    void aPersonWhoMayNotReadTheCookieIsToldSo() throws Exception {
        // Given
        api.hold(BEAM_CLUSTERS, FakeApi.list("cluster/cut.yaml"));
        api.forbid("/api/v1/namespaces/shop/secrets/chat-cookie", "get", "secrets");
        api.forbid("/api/v1/nodes/worker-1", "get", "nodes");

        // Then
        during(
                page -> {
                    Awaitility.await()
                            .until(() -> get(page + "/api/details?cluster=shop/chat")
                                    .body()
                                    .contains("marks"));
                    assertThat(get(page + "/api/verify?cluster=shop/chat").body())
                            .contains("missing right: jane may not get secrets in the namespace shop");
                    assertThat(get(page + "/api/sample?cluster=shop/chat&pod=chat-0")
                                    .body())
                            .contains("missing right: jane may not get secrets in the namespace shop");
                    assertThat(get(page + "/api/zones?cluster=shop/chat").body())
                            .contains("missing right: jane may not get nodes");
                },
                "ui");
    }

    @Test
    void aPersonWhoMayNotListBeamClustersIsToldSo() throws Exception {
        // Given
        api.forbid(BEAM_CLUSTERS, "list", "beamclusters");

        // Then
        during(
                page -> {
                    var lines = http.send(
                                    HttpRequest.newBuilder(URI.create(page + "/api/live"))
                                            .header("Cookie", cookie)
                                            .build(),
                                    BodyHandlers.ofLines())
                            .body();
                    assertThat(lines.limit(60)
                                    .filter(line -> line.contains("missing right"))
                                    .findFirst())
                            .hasValueSatisfying(line ->
                                    assertThat(line).contains("jane may not list beamclusters in the namespace shop"));
                },
                "ui",
                "--no-browser");
    }

    @Test
    void aPortThatIsNoneIsRefused() {
        assertThat(person.runs("ui", "--port", "70000")).isEqualTo(2);
        assertThat(person.err()).contains("--port 70000: a port is 1 to 65535, or 0 for any");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(person.runs("ui", "--port", String.valueOf(taken.getLocalPort())))
                    .isEqualTo(2);
            assertThat(person.err()).contains("port " + taken.getLocalPort() + " cannot be used");
        }
    }
}

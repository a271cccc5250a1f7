package dev.beamcluster.kubectl.page.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PageServerTest {

    private PageServer server;
    private Visitor visitor;

    @BeforeEach
    void start() throws IOException {
        server = PageServer.start(
                0, new Random(1), "/shop/chat", new Board(InstantSource.system()), new SilentQuestions());
        visitor = new Visitor(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theTokenIsExchangedForACookieThatNoScriptAndNoOtherPageGets() throws Exception {
        // When
        HttpResponse<String> answer = visitor.comesIn();

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("url=/#/shop/chat").doesNotContain("<script");
        assertThat(answer.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).contains("; HttpOnly; SameSite=Strict; Path=/"));
        assertThat(visitor.gets("/").body()).contains("BeamClusters");
    }

    @Test
    void theTokenOpensThePageOnce() throws Exception {
        // Given
        visitor.comesIn();

        // When
        HttpResponse<String> answer = new Visitor(server).comesIn();

        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("used already");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void theBrowserThatCameFirstMayOpenTheAddressAgain() throws Exception {
        // Given
        visitor.comesIn();

        // Then
        assertThat(visitor.gets(server.address()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/app.js",
                "/lib/d3.js",
                "/api/live",
                "/api/replay?cluster=shop/chat",
                "/api/audit?cluster=shop/chat",
                "/nothing"
            })
    void nothingIsAnsweredWithoutTheCookie(String path) throws Exception {
        assertThat(visitor.gets(path).statusCode()).isEqualTo(403);
        assertThat(visitor.gets(path, "Cookie", "kubectl-beam-ui-1=x").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aWrongTokenOpensNothingAndUsesNothingUp() throws Exception {
        assertThat(visitor.gets("/?token=wrong").statusCode()).isEqualTo(403);
        assertThat(visitor.comesIn().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:%s", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:%s", ""})
    void aNameThatSomeoneResolvesToLoopbackIsRefused(String host) throws Exception {
        // Given
        visitor.comesIn();
        String port = visitor.host().split(":", 2)[1];

        // Then
        assertThat(visitor.writes("/", visitor.host())).contains(" 200 ");
        assertThat(visitor.writes("/", host.formatted(port))).contains(" 403 ");
    }

    @Test
    void anotherPageInTheSameBrowserIsRefused() throws Exception {
        // Given
        visitor.comesIn();

        // Then
        assertThat(visitor.gets("/api/live", "Origin", "http://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(visitor.gets("/api/live", "Origin", "null").statusCode()).isEqualTo(403);
        assertThat(visitor.gets("/api/audit?cluster=shop/chat", "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.gets("/", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(visitor.gets("/", "Sec-Fetch-Site", "same-site").statusCode())
                .isEqualTo(403);
        assertThat(visitor.gets("/", "Sec-Fetch-Site", "none").statusCode()).isEqualTo(200);
        assertThat(visitor.gets("/", "Sec-Fetch-Site", "same-origin", "Origin", "http://" + visitor.host())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void everyAnswerForbidsWhatThePageDoesNotNeed() throws Exception {
        // Given
        List<HttpResponse<String>> refused = List.of(visitor.gets("/"), visitor.gets("/?token=wrong"));
        HttpResponse<String> welcome = visitor.comesIn();
        List<HttpResponse<String>> answered = List.of(
                visitor.gets("/"),
                visitor.gets("/app.js"),
                visitor.gets("/lib/d3.js"),
                visitor.gets("/nothing"),
                visitor.gets("/api/nothing"),
                visitor.gets("/api/audit?cluster=shop/chat"),
                visitor.sends("POST", "/"));

        // Then
        assertThat(Stream.of(refused, List.of(welcome), answered).flatMap(List::stream))
                .allSatisfy(answer -> assertThat(answer.headers().map())
                        .containsEntry(
                                "content-security-policy",
                                List.of("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                                        + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors"
                                        + " 'none'"))
                        .containsEntry("x-content-type-options", List.of("nosniff"))
                        .containsEntry("referrer-policy", List.of("no-referrer"))
                        .containsEntry("cache-control", List.of("no-store")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../beamcluster.yaml",
                "/..%2fbeamcluster.yaml",
                "/%2e%2e/beamcluster.yaml",
                "/beamcluster.yaml",
                "//etc/passwd",
                "/lib/../../beamcluster.yaml",
                "/dev/beamcluster/kubectl/Main.class",
                "/lib",
                "/index.html%00.js"
            })
    void noPathLeadsOutOfTheFolder(String path) throws Exception {
        // Given
        visitor.comesIn();

        // Then
        assertThat(visitor.writes(path, visitor.host())).matches("HTTP/1.1 40[04] .*");
    }

    @Test
    void thePageOnlyReads() throws Exception {
        // Given
        visitor.comesIn();

        // Then
        assertThat(visitor.sends("POST", "/api/replay?cluster=shop/chat").statusCode())
                .isEqualTo(405);
        assertThat(visitor.sends("POST", "/api/audit?cluster=shop/chat").statusCode())
                .isEqualTo(405);
        assertThat(visitor.sends("DELETE", "/").statusCode()).isEqualTo(405);
        assertThat(visitor.sends("HEAD", "/").statusCode()).isEqualTo(200);
    }

    @Test
    void everyFileThatThePageNamesIsServed() throws Exception {
        // Given
        visitor.comesIn();
        String page = visitor.gets("/").body();

        // Then
        assertThat(Names.of(page)).hasSizeGreaterThan(4).allSatisfy(file -> {
            HttpResponse<String> answer = visitor.gets(file);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(Names.imports(answer.body()))
                    .allSatisfy(imported ->
                            assertThat(visitor.gets(imported).statusCode()).isEqualTo(200));
        });
    }
}

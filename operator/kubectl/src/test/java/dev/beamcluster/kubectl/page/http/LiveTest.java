package dev.beamcluster.kubectl.page.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.Golden;
import dev.beamcluster.kubectl.page.ClusterKey;

import static org.assertj.core.api.Assertions.assertThat;

class LiveTest {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Board board = new Board(InstantSource.system());
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private PageServer server;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        server = PageServer.start(0, new Random(1), "/", board, new SilentQuestions());
        visitor = new Visitor(server);
        visitor.comesIn();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void listen(String path) throws IOException, InterruptedException {
        var lines = visitor.listens(path);
        Thread.startVirtualThread(() -> hear(lines));
    }

    private void hear(Stream<String> lines) {
        try (lines) {
            lines.forEach(heard::add);
        } catch (UncheckedIOException e) {
            heard.add("end");
        }
    }

    /** Reads on until a line is as wanted; fails if it does not come within a second. */
    private String next(Predicate<String> wanted) throws InterruptedException {
        long end = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() < end) {
            String line = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line != null && wanted.test(line)) {
                return line;
            }
        }
        throw new AssertionError("no such line within a second");
    }

    private static BeamCluster cluster(String file) {
        return Golden.read("cluster/" + file + ".yaml", BeamCluster.class);
    }

    @Test
    void aChangeArrivesWithinASecond() throws Exception {
        // Given
        board.put(cluster("whole"));
        listen("/api/live?cluster=shop/chat");
        next(line -> line.contains("\"health\":\"whole\"") && line.contains("\"rows\":{}"));

        // When
        board.put(cluster("cut"));

        // Then
        assertThat(next(line -> line.contains("\"faults\":[{")))
                .contains("\"from\":\"chat-0\",\"to\":\"chat-1\",\"reason\":\"CallTimeout\"");
    }

    @Test
    void theListIsToldOfAllAndOfNoFrames() throws Exception {
        // Given
        listen("/api/live");
        next("data: []"::equals);

        // When
        board.put(cluster("whole"));
        board.remove(new ClusterKey("shop", "chat"));

        // Then
        assertThat(next(line -> line.startsWith("data: {\"namespace\""))).contains("\"health\":\"whole\"");
        assertThat(next(line -> line.startsWith("event: "))).isEqualTo("event: gone");
    }

    @Test
    void whoComesLaterGetsWhatIsKnown() throws Exception {
        // Given
        board.put(cluster("cut"));
        board.note(
                "beamclusters", "missing right: jane may not watch beamclusters.beamcluster.dev in the namespace shop");

        // When
        listen("/api/live?cluster=shop/chat");

        // Then
        assertThat(next(line -> line.startsWith("data: [{"))).contains("\"name\":\"chat\"");
        assertThat(next(line -> line.contains("missing right"))).contains("jane may not watch");
        assertThat(next(line -> line.contains("\"nodes\":[{")))
                .contains("\"islands\":[[\"chat-0\",\"chat-2\"],[\"chat-1\"]]");
    }

    @Test
    void aBeamClusterThatDoesNotExistIsSaidToBeGone() throws Exception {
        // When
        listen("/api/live?cluster=shop/nothing");

        // Then
        next("event: gone"::equals);
        assertThat(next(line -> line.startsWith("data: "))).contains("\"name\":\"nothing\"");
    }

    @Test
    void aWindowThatDoesNotKeepUpLosesItsStreamAndNotTheMemory() {
        // Given
        Subscription slow = board.subscribe(Optional.of(new ClusterKey("shop", "chat")));
        var versions = List.of(cluster("whole"), cluster("cut"));

        // When
        for (int i = 0; i < 1000; i++) {
            board.put(versions.get(i % 2));
        }

        // Then
        assertThat(slow.isBehind()).isTrue();
        assertThat(board.seen(new ClusterKey("shop", "chat"))).hasSize(600);
    }
}

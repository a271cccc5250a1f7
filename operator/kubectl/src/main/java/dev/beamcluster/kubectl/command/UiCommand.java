package dev.beamcluster.kubectl.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.cluster.AuditSources.Bound;
import dev.beamcluster.kubectl.cluster.ClusterWatch;
import dev.beamcluster.kubectl.cluster.Unreadable;
import dev.beamcluster.kubectl.page.ClusterKey;
import dev.beamcluster.kubectl.page.http.Board;
import dev.beamcluster.kubectl.page.http.PageServer;

@Command(name = "ui", description = "A page in the browser: the mesh, live and played back; until ^C.")
final class UiCommand implements Callable<Integer> {

    private static final int MAX_PORT = 65_535;

    /** The page asks every half minute: about as much as Kubernetes keeps of a container's log, and as much of a file. */
    private static final Bound READ_FOR_AUDIT = new Bound(20_000, 16L << 20);

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final MeshOptions mesh = new MeshOptions();

    @Mixin
    private final AuditOptions audit = new AuditOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "BeamCluster to begin with; without it, all.")
    private @Nullable String name;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "The BeamClusters of all namespaces.")
    private boolean isEverywhere;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the page on this machine; default: any.")
    private int port;

    @Option(names = "--no-browser", description = "Only print the address.")
    private boolean isWithoutBrowser;

    UiCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > MAX_PORT) {
            throw new Unreadable("--port %d: a port is 1 to 65535, or 0 for any".formatted(port));
        }
        audit.check();
        Session session = Session.open(surroundings, connection);
        var board = new Board(surroundings.clock());
        Optional<String> namespace = isEverywhere ? Optional.empty() : Optional.of(session.namespace());
        try (PageServer server = server(session, board);
                var _ = ClusterWatch.start(session.client(), namespace, new OnBoard(board))) {
            announce(server.address());
            // Until the process is interrupted, which ends it.
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void announce(String address) {
        surroundings.out().println(address);
        surroundings
                .out()
                .println("The address opens the page once, in the browser that comes first. ^C ends the page.");
        surroundings.out().flush();
        if (surroundings.isTerminal() && !isWithoutBrowser) {
            Browser.line(System.getProperty("os.name"), System.getenv(), address)
                    .ifPresent(line -> Thread.startVirtualThread(() -> open(line)));
        }
    }

    private void open(List<String> line) {
        try {
            var _ = surroundings.programs().run(line);
        } catch (UncheckedIOException e) {
            surroundings.err().println("no browser was found: open the address yourself");
            surroundings.err().flush();
        }
    }

    private PageServer server(Session session, Board board) {
        String start = name == null ? "/" : "/" + session.namespace() + "/" + name;
        try {
            return PageServer.start(port, new SecureRandom(), start, board, questions(session));
        } catch (IOException e) {
            throw new Unreadable(
                    "port %d cannot be used: %s; choose another one with --port".formatted(port, e.getMessage()));
        }
    }

    private PersonQuestions questions(Session session) {
        var reading = new AuditReading(audit, surroundings.commands(), session::client, READ_FOR_AUDIT);
        return new PersonQuestions(session.client(), mesh, reading, surroundings.clock());
    }

    private record OnBoard(Board board) implements ClusterWatch.Listener {
        @Override
        public void changed(BeamCluster cluster) {
            board.put(cluster);
        }

        @Override
        public void gone(BeamCluster cluster) {
            board.remove(ClusterKey.of(cluster));
        }

        @Override
        public void state(@Nullable String whyNot) {
            board.note("beamclusters", whyNot);
        }
    }
}

package dev.beamcluster.e2e.harness.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.RunningCommand;

/** {@code kubectl beam ui}, as a person runs it in a terminal. Closing it checks that it ends, and its server with it. */
public final class KubectlBeamUi implements AutoCloseable {

    private static final Duration STARTED = Duration.ofSeconds(30);
    private static final Duration ENDED = Duration.ofSeconds(2);

    private final RunningCommand command;
    private final String entrance;

    private KubectlBeamUi(RunningCommand command, String entrance) {
        this.command = command;
        this.entrance = entrance;
    }

    /** Runs {@code kubectl beam ui --no-browser ARGUMENTS...}, and waits until it has printed its address. */
    public static KubectlBeamUi start(KubectlBeam plugin, String... arguments) {
        var all = new ArrayList<>(List.of("ui", "--no-browser"));
        all.addAll(List.of(arguments));
        var command = RunningCommand.start(plugin.line(all.toArray(String[]::new)));
        try {
            String printed = command.awaitPrinted(STARTED, text -> text.startsWith("http://") && text.contains("\n"));
            return new KubectlBeamUi(command, printed.lines().findFirst().orElseThrow());
        } catch (IllegalStateException e) {
            command.close();
            throw e;
        }
    }

    /** The address with the token, as printed. */
    public String entrance() {
        return entrance;
    }

    /** The address of a place, for a browser that has been let in: what follows {@code #}, such as {@code /shop/chat?node=chat-0}. */
    public String place(String place) {
        return "http://127.0.0.1:%d/#%s".formatted(port(), place);
    }

    /** The port of its server. */
    public int port() {
        return URI.create(entrance).getPort();
    }

    /**
     * Ends it, as closing its terminal does.
     *
     * @throws AssertionError if it runs two seconds later, or if its port is still open
     */
    @Override
    public void close() {
        try (command) {
            command.end(ENDED);
        }
        if (isOpen()) {
            throw new AssertionError("kubectl beam ui has ended, and its port %d is open".formatted(port()));
        }
    }

    /** Whether something listens at its port. */
    public boolean isOpen() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

package dev.beamcluster.e2e.harness.browser;

import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

import dev.beamcluster.e2e.harness.Command;
import dev.beamcluster.e2e.harness.Docker;

/**
 * A container with Chromium and its WebDriver server. It shares the network of this machine: the page listens at the loopback
 * address, and refuses every other name.
 *
 * @param name of the container
 * @param driver address of the WebDriver server, which listens at the loopback address too
 */
public record BrowserContainer(String name, URL driver) implements AutoCloseable {

    private static final String IMAGE = "beamcluster/e2e-chromium:local";
    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Starts a container, which ends by itself after an hour: a killed run cannot stop it. */
    public static BrowserContainer start() {
        String name = "beamcluster-browser-" + UUID.randomUUID().toString().substring(0, 8);
        var _ = Command.of("docker", "run", "--detach", "--rm", "--init", "--name", name)
                .with("--network", "host", "--shm-size", "512m", IMAGE)
                .run()
                .orFail();
        try {
            int port = Awaitility.await("the WebDriver server has started")
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> portIn(Command.of("docker", "logs", name).run().out()), found -> found > 0);
            return new BrowserContainer(
                    name, URI.create("http://127.0.0.1:" + port).toURL());
        } catch (Exception e) {
            Docker.remove(name);
            throw new IllegalStateException("no browser in " + IMAGE, e);
        }
    }

    private static int portIn(String log) {
        var found = STARTED.matcher(log);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    @Override
    public void close() {
        Docker.remove(name);
    }
}

package dev.beamcluster.kubectl.command;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import picocli.CommandLine.Option;

import dev.beamcluster.kubectl.view.Health;
import dev.beamcluster.kubectl.view.Progress;

/** Waits for a change, and prints how far it is. */
final class Waiting {

    private static final long PAUSE_MILLIS = 1000;

    @Option(names = "--wait", description = "Wait until it is done, and print the progress.")
    private boolean isWanted;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait; default: ${DEFAULT-VALUE}.")
    private long timeoutSeconds = 900;

    /**
     * Waits if that is wanted.
     *
     * @return the exit code: 0 if it is done or not waited for, 1 if it is not done in time
     */
    int until(Supplier<Progress> progress, Surroundings surroundings) throws InterruptedException {
        if (!isWanted) {
            return 0;
        }
        Instant end = surroundings.clock().instant().plus(Duration.ofSeconds(timeoutSeconds));
        String last = "";
        while (true) {
            Progress now = progress.get();
            if (!now.text().equals(last)) {
                surroundings.out().println(now.text());
                surroundings.out().flush();
                last = now.text();
            }
            if (now.isDone()) {
                return 0;
            }
            if (surroundings.clock().instant().isAfter(end)) {
                surroundings.err().println("kubectl beam: not done after %d s".formatted(timeoutSeconds));
                return Health.BROKEN.exitCode();
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}

package dev.beamcluster.testkit;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Starts the VM of a machine. */
final class LabVm {

    /** Longer than a VM ever took on a machine that many share. */
    static final Duration STARTED = Duration.ofMinutes(1);

    private static final int COMMAND_SECONDS = 30;

    /** What the VM wrote, for the message of a test that waited for it without success. */
    private static final String CONSOLE = "/tmp/console";

    private LabVm() {}

    /** Returns when epmd knows the VM; at once if it is a VM that does without epmd. */
    static void start(LabMachine machine, String name, String cookie, String more) {
        var epmd = !more.contains("-start_epmd false");
        if (epmd) {
            // `epmd -daemon` returns before it listens, and a VM that finds no epmd when it registers ends.
            var _ = machine.sh(
                    COMMAND_SECONDS,
                    "epmd -daemon > /dev/null 2>&1; until epmd -names > /dev/null; do sleep 0.05; done");
        }
        var _ = machine.sh(
                COMMAND_SECONDS,
                "erl -noinput -name %s -setcookie %s +S 1:1 +sbwt none".formatted(name, cookie)
                        + " -kernel inet_dist_listen_min 9100 inet_dist_listen_max 9109 " + more
                        + " > " + CONSOLE + " 2>&1 < /dev/null &");
        if (epmd) {
            await().atMost(STARTED)
                    .untilAsserted(() -> assertThat(machine.sh(COMMAND_SECONDS, "epmd -names; tail -n 20 " + CONSOLE))
                            .contains("name "));
        }
    }
}

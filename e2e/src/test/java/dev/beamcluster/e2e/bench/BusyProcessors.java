package dev.beamcluster.e2e.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps all processors of this machine busy, with a process for each. */
final class BusyProcessors implements AutoCloseable {

    private final List<Process> processes = new ArrayList<>();

    BusyProcessors() throws IOException {
        for (int each = 0; each < Runtime.getRuntime().availableProcessors(); each++) {
            processes.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}

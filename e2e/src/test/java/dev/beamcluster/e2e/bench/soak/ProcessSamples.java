package dev.beamcluster.e2e.bench.soak;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.e2e.harness.OperatorPodProcess;

/** Looks at the operator's process every minute. */
final class ProcessSamples implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessSamples.class);

    private final OperatorPodProcess process;
    private final List<ProcessSample> samples = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /**
     * What one look shows.
     *
     * @param mebibytes resident memory
     * @param anonymous the part of it that is not mapped from a file
     * @param threads of the operating system
     */
    record ProcessSample(long mebibytes, long anonymous, long threads) {}

    /** Looks for the first time. */
    ProcessSamples(OperatorPodProcess process) {
        this.process = process;
        samples.add(look());
        var _ = clock.scheduleAtFixedRate(this::lookAgain, 1, 1, TimeUnit.MINUTES);
    }

    private ProcessSample look() {
        return new ProcessSample(process.residentMebibytes(), process.anonymousMebibytes(), process.threads());
    }

    private void lookAgain() {
        try {
            samples.add(look());
            LOG.atInfo()
                    .addKeyValue("minute", samples.size() - 1)
                    .addKeyValue("sample", samples.getLast())
                    .log("operator");
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("the operator's process cannot be looked at");
        }
    }

    /** Looks for the last time; returns all samples, in order. */
    List<ProcessSample> end() {
        close();
        samples.add(look());
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

package dev.beamcluster.mesh;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/** Records what a class logs while it is open. */
public final class LogRecorder implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    private LogRecorder(Logger logger) {
        this.logger = logger;
        appender.start();
        logger.addAppender(appender);
    }

    public static LogRecorder of(Class<?> source) {
        return new LogRecorder((Logger) LoggerFactory.getLogger(source));
    }

    public List<ILoggingEvent> errors() {
        return List.copyOf(appender.list).stream()
                .filter(event -> event.getLevel().equals(Level.ERROR))
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}

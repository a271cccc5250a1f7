package dev.beamcluster.operator;

import java.nio.charset.StandardCharsets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The log as an administrator reads it, by the configuration that the operator's image has. */
class LogFormatTest {

    private final Exception failure =
            new IllegalStateException("503: the server is busy", new IllegalArgumentException("no answer"));

    @Test
    void aLeaseThatIsNotRenewedIsTheCauseInOneLine() throws JoranException {
        // When
        String line = line(LeaderElector.class);

        // Then
        assertThat(line)
                .endsWith(
                        "ERROR LeaderElector trying again  java.lang.IllegalStateException: 503: the server is busy\n");
    }

    @Test
    void anythingElseThatFailsHasItsStackTrace() throws JoranException {
        assertThat(line(Main.class)).contains("503: the server is busy", "\tat ", "Caused by: ");
    }

    private String line(Class<?> source) throws JoranException {
        var context = new LoggerContext();
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Main.class.getResource("/logback.xml"));
        Logger logger = context.getLogger(source);
        Logger withAppender =
                logger.iteratorForAppenders().hasNext() ? logger : context.getLogger(Logger.ROOT_LOGGER_NAME);
        var appender = (OutputStreamAppender<ILoggingEvent>)
                withAppender.iteratorForAppenders().next();
        var event =
                new LoggingEvent(Logger.class.getName(), logger, Level.ERROR, "trying again", failure, new Object[0]);
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}

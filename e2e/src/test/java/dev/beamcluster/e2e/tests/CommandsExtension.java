package dev.beamcluster.e2e.tests;

import java.util.Optional;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

import dev.beamcluster.e2e.harness.CommandLog;

/** Attaches the commands that a test, or what prepares its class, has run. */
public final class CommandsExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final Namespace STORE = Namespace.create(CommandsExtension.class);
    private static final String FILE = "commands.txt";

    @Override
    public void beforeAll(ExtensionContext context) {
        start(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start(context);
    }

    private static void start(ExtensionContext context) {
        context.getStore(STORE).put(context.getUniqueId(), CommandLog.start());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        attach(context);
        // What the class does after its tests.
        context.getParent().flatMap(CommandsExtension::log).ifPresent(CommandLog::resume);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        attach(context);
    }

    private static void attach(ExtensionContext context) {
        CommandLog.stop();
        log(context).ifPresent(log -> Attached.file(context, FILE, log.text()));
    }

    private static Optional<CommandLog> log(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(STORE).get(context.getUniqueId(), CommandLog.class));
    }
}

package dev.beamcluster.e2e.harness.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.JUnitException;

import dev.beamcluster.e2e.harness.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Gives tests a {@link Browser}: a method one of its own for each parameter, a {@code @BeforeAll} method one that the class shares.
 * Also {@link Pictures}. All browsers run in one container. A test fails if a console has an error that the test did not ask for itself; of a test that fails,
 * there is a picture of each window in {@code e2e/target/failures}.
 */
public final class BrowserExtension implements AfterEachCallback, ParameterResolver {

    private static final Namespace STORE = Namespace.create(BrowserExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Browser.class || type == Pictures.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Pictures.class
                ? Pictures.of(container(context))
                : windows(context).open(container(context));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        var shared = context.getParent().map(BrowserExtension::windows).orElseThrow();
        for (Windows windows : List.of(shared, windows(context))) {
            for (Browser browser : windows.all) {
                afterEach(context, browser, windows.all.indexOf(browser));
            }
        }
    }

    private static void afterEach(ExtensionContext context, Browser browser, int number) throws IOException {
        if (context.getExecutionException().isPresent()) {
            var folder = Files.createDirectories(Repository.here().file("e2e/target/failures"));
            String test = context.getRequiredTestClass().getSimpleName() + "."
                    + context.getRequiredTestMethod().getName();
            var picture = Files.write(folder.resolve("%s-%d.png".formatted(test, number)), browser.picture());
            attach(context, picture, number);
            Files.writeString(
                    folder.resolve("%s-%d.txt".formatted(test, number)), String.join("\n", browser.complaints()));
        } else {
            assertThat(browser.complaints())
                    .as("errors on the console of the browser")
                    .isEmpty();
        }
    }

    private static void attach(ExtensionContext context, Path picture, int number) {
        try {
            context.publishFile(
                    "browser-%d.png".formatted(number), MediaType.IMAGE_PNG, file -> Files.copy(picture, file));
        } catch (JUnitException e) {
            // The folder is named by the method and its parameters, which may be longer than a name of a file. The
            // picture is in e2e/target/failures anyway.
            context.publishReportEntry("picture", picture.toString());
        }
    }

    private static BrowserContainer container(ExtensionContext context) {
        return context.getRoot()
                .getStore(STORE)
                .computeIfAbsent(BrowserContainer.class, _ -> BrowserContainer.start(), BrowserContainer.class);
    }

    /** Those of a method, or of a class: not those of its class for a method. */
    private static Windows windows(ExtensionContext context) {
        String owner = context.getUniqueId();
        return Objects.requireNonNull(
                context.getStore(STORE).computeIfAbsent(owner, _ -> new Windows(), Windows.class));
    }

    private record Windows(List<Browser> all) implements AutoCloseable {

        Windows() {
            this(new CopyOnWriteArrayList<>());
        }

        Browser open(BrowserContainer container) {
            var browser = Browser.in(container);
            all.add(browser);
            return browser;
        }

        @Override
        public void close() {
            all.forEach(Browser::close);
        }
    }
}

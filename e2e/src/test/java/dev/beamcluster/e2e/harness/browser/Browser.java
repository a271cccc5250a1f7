package dev.beamcluster.e2e.harness.browser;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A browser window, 1280 by 900 pixels at first. A person's session: its cookies are not those of another one. */
public final class Browser implements AutoCloseable {

    /** A name that resolves to the loopback address, as a page elsewhere can arrange for its own name (DNS rebinding). */
    public static final String REBOUND = "rebound.example";

    /** Time for what the page does by itself. */
    public static final Duration SOON = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Pattern REQUEST =
            Pattern.compile("\"method\":\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"");

    private final Chromium chromium;

    private Browser(Chromium chromium) {
        this.chromium = chromium;
    }

    /** Opens a window of a browser in that container. */
    public static Browser in(BrowserContainer container) {
        var browser = new Browser(Chromium.start(container.driver()));
        return browser.size(1280, 900);
    }

    /** Opens an address, as if it were typed. */
    public Browser visit(String address) {
        chromium.get(address);
        return this;
    }

    /** Loads the page again. */
    public Browser reload() {
        chromium.navigate().refresh();
        return this;
    }

    /** The address that the browser shows. */
    public String address() {
        return Objects.requireNonNull(chromium.getCurrentUrl());
    }

    /** Resizes the window, in CSS pixels. */
    public Browser size(int width, int height) {
        chromium.command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** Makes the person prefer {@code dark} or {@code light}. */
    public Browser prefers(String scheme) {
        chromium.command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    /** Lets the page write to the clipboard, and the test read it. */
    public Browser allowClipboard() {
        chromium.command(
                "Browser.grantPermissions",
                Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
        return this;
    }

    /** The result of a function body in the page: a Boolean, Long, Double, String, List, Map or null. */
    public @Nullable Object script(String body, Object... arguments) {
        return chromium.executeScript(body, arguments);
    }

    /** The result that a function body passes to its last argument. */
    public @Nullable Object asyncScript(String body, Object... arguments) {
        return chromium.executeAsyncScript(body, arguments);
    }

    /** How many elements match the selector. */
    public int count(String selector) {
        return ((Number) Objects.requireNonNull(
                        script("return document.querySelectorAll(arguments[0]).length", selector)))
                .intValue();
    }

    /** Whether an element matches the selector and has a place on the page. */
    public boolean shows(String selector) {
        return Boolean.TRUE.equals(script(
                "return [...document.querySelectorAll(arguments[0])].some(one => one.getClientRects().length > 0)",
                selector));
    }

    /** The text of the first element that matches, as it is shown; empty if there is none. */
    public String text(String selector) {
        return (String) Objects.requireNonNull(
                script("return document.querySelector(arguments[0])?.innerText ?? ''", selector));
    }

    /** An attribute of the first element that matches; empty if there is none. */
    public String attribute(String selector, String name) {
        return (String) Objects.requireNonNull(script(
                "return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? ''", selector, name));
    }

    /** The first element that matches. */
    public WebElement element(String selector) {
        return chromium.findElement(By.cssSelector(selector));
    }

    /** Clicks an element with the mouse: it must be visible, and nothing may cover it. */
    public Browser click(String selector) {
        // As a person does, and not just below the header.
        script("document.querySelector(arguments[0])?.scrollIntoView({block: 'center'})", selector);
        element(selector).click();
        return this;
    }

    /** Presses keys, wherever the focus is. */
    public Browser press(CharSequence... keys) {
        new Actions(chromium).sendKeys(keys).perform();
        return this;
    }

    /** Waits until an element matches the selector and is shown. */
    public Browser awaits(String selector) {
        return awaits(selector, SOON);
    }

    /** Waits so long until an element matches the selector and is shown. */
    public Browser awaits(String selector, Duration atMost) {
        try {
            Awaitility.await().atMost(atMost).pollInterval(POLL).until(() -> shows(selector));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("%s is not shown at %s:%n%s".formatted(selector, address(), text("body")), e);
        }
        return this;
    }

    /** Waits so long until the first element that matches has this text, perhaps among other text. */
    public Browser awaitsText(String selector, String part, Duration atMost) {
        try {
            Awaitility.await()
                    .atMost(atMost)
                    .pollInterval(POLL)
                    .until(() -> text(selector).contains(part));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("%s does not say '%s': %s".formatted(selector, part, text(selector)), e);
        }
        return this;
    }

    /** Scrolls until an element is at the top of the window. */
    public Browser scrollTo(String selector) {
        script("document.querySelector(arguments[0]).scrollIntoView()", selector);
        return this;
    }

    /** What the browser shows, as PNG. */
    public byte[] picture() {
        return chromium.getScreenshotAs(OutputType.BYTES);
    }

    /**
     * The errors on the console since this was asked last: exceptions, requests that were refused, what a policy forbids. Without
     * failed connections to a command that has ended, which the browser tries repeatedly.
     */
    public List<String> complaints() {
        return chromium.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("net::ERR_"))
                .toList();
    }

    /** The addresses that the page asked for since this was asked last. */
    public List<String> requests() {
        return chromium.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .flatMap(entry -> REQUEST.matcher(entry.getMessage()).results())
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** For tools that drive a browser themselves. */
    Chromium chromium() {
        return chromium;
    }

    @Override
    public void close() {
        chromium.quit();
    }
}

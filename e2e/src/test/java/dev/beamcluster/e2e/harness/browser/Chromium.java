package dev.beamcluster.e2e.harness.browser;

import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import org.openqa.selenium.MutableCapabilities;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.CommandInfo;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpClient;
import org.openqa.selenium.remote.http.HttpMethod;

/** Selenium's driver of a Chromium elsewhere, with the commands of the DevTools protocol. */
final class Chromium extends RemoteWebDriver {

    private static final String DEVTOOLS = "executeCdpCommand";

    private Chromium(HttpCommandExecutor executor, MutableCapabilities capabilities) {
        super(executor, capabilities);
    }

    static Chromium start(URL driver) {
        var commands = Map.of(DEVTOOLS, new CommandInfo("/session/:sessionId/goog/cdp/execute", HttpMethod.POST));
        var client = HttpClient.Factory.createDefault()
                .createClient(ClientConfig.defaultConfig().baseUrl(driver));
        return new Chromium(new HttpCommandExecutor(client, commands, driver), capabilities());
    }

    /** The sandbox needs rights that a container does not have. No other name resolves: the browser sees this machine only. */
    private static MutableCapabilities capabilities() {
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        var capabilities = new MutableCapabilities();
        capabilities.setCapability("browserName", "chrome");
        capabilities.setCapability("goog:loggingPrefs", logs);
        capabilities.setCapability(
                "goog:chromeOptions",
                Map.of(
                        "args",
                        List.of(
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--hide-scrollbars",
                                "--lang=en-US",
                                "--host-resolver-rules=MAP " + Browser.REBOUND
                                        + " 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")));
        return capabilities;
    }

    /** Executes a command of the DevTools protocol. */
    void command(String name, Map<String, ?> parameters) {
        execute(DEVTOOLS, Map.of("cmd", name, "params", parameters));
    }
}

package dev.beamcluster.kubectl.command;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BrowserTest {

    private static final String ADDRESS = "http://127.0.0.1:1/?token=x";

    @Test
    void eachSystemHasItsOpener() {
        assertThat(Browser.line("Mac OS X", Map.of(), ADDRESS)).hasValue(List.of("open", ADDRESS));
        assertThat(Browser.line("Linux", Map.of("DISPLAY", ":0"), ADDRESS)).hasValue(List.of("xdg-open", ADDRESS));
        assertThat(Browser.line("Windows 11", Map.of(), ADDRESS))
                .hasValue(List.of("rundll32", "url.dll,FileProtocolHandler", ADDRESS));
    }

    @Test
    void withoutAScreenNothingIsOpened() {
        assertThat(Browser.line("Linux", Map.of(), ADDRESS)).isEmpty();
    }
}

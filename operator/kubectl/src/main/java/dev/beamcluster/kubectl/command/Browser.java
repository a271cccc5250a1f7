package dev.beamcluster.kubectl.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How to open an address in the browser of the person. */
final class Browser {

    private Browser() {}

    /**
     * Returns the command line.
     *
     * @param system the name of the operating system, as {@code os.name} has it
     * @param variables the environment
     * @return empty without a screen, such as in a session of ssh, where the opener would start a browser in the terminal
     */
    static Optional<List<String>> line(String system, Map<String, String> variables, String address) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return Optional.of(List.of("open", address));
        }
        if (name.startsWith("windows")) {
            return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler", address));
        }
        boolean hasScreen = variables.containsKey("DISPLAY") || variables.containsKey("WAYLAND_DISPLAY");
        return hasScreen ? Optional.of(List.of("xdg-open", address)) : Optional.empty();
    }
}

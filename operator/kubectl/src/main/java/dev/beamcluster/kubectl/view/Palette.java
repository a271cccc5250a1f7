package dev.beamcluster.kubectl.view;

import java.util.Locale;

/** Colors for a terminal, or none. */
public enum Palette {
    PLAIN,
    COLORED;

    private static final int[] NODES = {36, 33, 35, 32, 34, 96, 93, 95, 92, 94};

    /** Returns the health in green, red or yellow. */
    String health(Health health, String text) {
        return switch (health) {
            case WHOLE -> colored(text, 32);
            case BROKEN -> colored(text, 31);
            case UNKNOWN -> colored(text, 33);
        };
    }

    /** Returns a text of the node with this number, in a color of its own as far as there are enough. */
    public String node(int number, String text) {
        return colored(text, NODES[Math.floorMod(number, NODES.length)]);
    }

    String bold(String text) {
        return colored(text, 1);
    }

    private String colored(String text, int code) {
        return this == PLAIN ? text : String.format(Locale.ROOT, "\u001b[%dm%s\u001b[0m", code, text);
    }
}

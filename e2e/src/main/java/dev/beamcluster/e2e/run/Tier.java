package dev.beamcluster.e2e.run;

import java.nio.file.Path;

/** Groups of tests, by what they need. */
enum Tier {
    UNIT("unit", "Test"),
    REAL_NODES("real nodes", "IT"),
    CLUSTER("cluster", "E2E");

    private final String title;
    private final String suffix;

    Tier(String title, String suffix) {
        this.title = title;
        this.suffix = suffix;
    }

    /** The tier of a report, derived from its folder. */
    static Tier of(Path report) {
        var path = report.toString();
        if (path.contains("surefire-reports")) {
            return UNIT;
        }
        return path.contains("e2e/target/failsafe-reports") ? CLUSTER : REAL_NODES;
    }

    /** The name to print. */
    String title() {
        return title;
    }

    /** The suffix of its class names. */
    String suffix() {
        return suffix;
    }
}

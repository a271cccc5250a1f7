package dev.beamcluster.e2e.run;

import java.nio.file.Path;

/** The tests by what they need. */
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

    /** The tier of a report, by its folder. */
    static Tier of(Path report) {
        var path = report.toString();
        if (path.contains("surefire-reports")) {
            return UNIT;
        }
        return path.contains("e2e/target/failsafe-reports") ? CLUSTER : REAL_NODES;
    }

    /** As a person calls it. */
    String title() {
        return title;
    }

    /** How the names of its classes end. */
    String suffix() {
        return suffix;
    }
}

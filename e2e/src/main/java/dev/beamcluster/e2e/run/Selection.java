package dev.beamcluster.e2e.run;

import java.util.List;

/**
 * The tests that {@code make test-one T=...} runs.
 *
 * @param test a class or {@code class#method}, as Surefire and Failsafe take them
 * @param tier that its name belongs to
 */
record Selection(String test, Tier tier) {

    /**
     * The tests of that name.
     *
     * @throws IllegalArgumentException when the name does not tell the tier
     */
    static Selection of(String test) {
        var type = test.replaceFirst("#.*", "");
        for (Tier tier : Tier.values()) {
            if (type.endsWith(tier.suffix())) {
                return new Selection(test, tier);
            }
        }
        throw new IllegalArgumentException(
                "T=%s: name a class that ends with Test, IT or E2E, perhaps with #method".formatted(test));
    }

    /** What Maven needs to run them, with what they need and nothing else. */
    List<String> arguments() {
        return switch (tier) {
            case UNIT -> List.of("test", "-Dtest=" + test, "-Dsurefire.failIfNoSpecifiedTests=false");
            case REAL_NODES, CLUSTER ->
                List.of(
                        "verify",
                        "-pl",
                        tier == Tier.CLUSTER ? "e2e" : "operator/mesh-it",
                        "-am",
                        "-DskipTests",
                        "-Dit.test=" + test,
                        "-Dfailsafe.failIfNoSpecifiedTests=false");
        };
    }
}

package dev.beamcluster.e2e.run;

import java.util.List;

/**
 * The tests that {@code make test-one T=...} runs.
 *
 * @param test a class or {@code class#method}, in the syntax of Surefire and Failsafe
 * @param tier of the test
 */
record Selection(String test, Tier tier) {

    /**
     * Selects tests by name.
     *
     * @throws IllegalArgumentException if the suffix of the name is of no tier
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

    /** The Maven arguments that run only these tests and what they depend on. */
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
                        "-Dtests.tag.excluded=",
                        "-Dfailsafe.failIfNoSpecifiedTests=false");
        };
    }
}

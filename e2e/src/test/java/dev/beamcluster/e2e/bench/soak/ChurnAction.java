package dev.beamcluster.e2e.bench.soak;

/** What happens to a BeamCluster. */
enum ChurnAction {
    EDIT_MESH("edits of spec.mesh", 22),
    EDIT_LABELS("edits of spec.childMetadata", 18),
    ROLL_OUT("rollouts", 8),
    SCALE("scaled to 4 and back", 10),
    SILENCE("silent nodes", 22),
    KILL("killed VMs", 12),
    RECREATE("deleted and created again", 8);

    private final String plural;
    private final int percent;

    /**
     * Declares one.
     *
     * @param plural what it is called in the report
     * @param percent its share of all actions
     */
    ChurnAction(String plural, int percent) {
        this.plural = plural;
        this.percent = percent;
    }

    String plural() {
        return plural;
    }

    int percent() {
        return percent;
    }
}

package dev.beamcluster.operator.status;

/** Whether all other conditions are fine; if not, it repeats the first to look at. */
final class ReadyRule {

    private ReadyRule() {}

    /**
     * In the order in which a person would look: a spec that cannot be applied, pods that do not run, then the mesh, since a node that
     * does not run cannot be in it, and last whether the nodes of that mesh are uniform.
     */
    static Verdict verdict(Verdict stalled, Verdict podsReady, Verdict meshed, Verdict uniform) {
        if (stalled.state() == Verdict.State.True) {
            return Verdict.no(ConditionType.Ready, stalled.reason(), stalled.message());
        }
        if (podsReady.state() != Verdict.State.True) {
            return Verdict.no(ConditionType.Ready, podsReady.reason(), podsReady.message());
        }
        if (meshed.state() == Verdict.State.True && uniform.state() == Verdict.State.False) {
            return Verdict.no(ConditionType.Ready, uniform.reason(), uniform.message());
        }
        return new Verdict(ConditionType.Ready, meshed.state(), meshed.reason(), meshed.message());
    }
}

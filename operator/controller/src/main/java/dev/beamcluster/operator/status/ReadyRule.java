package dev.beamcluster.operator.status;

/** Whether everything is fine, and if not, the worst that is not. */
final class ReadyRule {

    private ReadyRule() {}

    /**
     * The order is that of what to look at first: a spec that cannot be built, pods that do not run, then the mesh, since a
     * node that does not run cannot be in it, and at last whether the nodes of that mesh are alike.
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

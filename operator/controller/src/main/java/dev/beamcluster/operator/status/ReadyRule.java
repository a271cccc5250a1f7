package dev.beamcluster.operator.status;

/** Whether all other conditions are as they should be; if not, it repeats the most important one. */
final class ReadyRule {

    private ReadyRule() {}

    /**
     * Returns the verdict. A spec is not ready before all of its pods are there and known to keep working, even if the existing
     * ones are fine. Conditions are checked in the order of diagnosis: a spec that cannot be applied, then pods that are
     * not running, then the mesh, since a node that is not running cannot be in it, and last whether the nodes are uniform.
     */
    static Verdict verdict(Verdict stalled, Verdict podsReady, Verdict meshed, Verdict uniform, Verdict reconciling) {
        if (stalled.state() == Verdict.State.True) {
            return Verdict.no(ConditionType.Ready, stalled.reason(), stalled.message());
        }
        if (podsReady.state() != Verdict.State.True) {
            return Verdict.no(ConditionType.Ready, podsReady.reason(), podsReady.message());
        }
        if (meshed.state() == Verdict.State.True && uniform.state() == Verdict.State.False) {
            return Verdict.no(ConditionType.Ready, uniform.reason(), uniform.message());
        }
        if (meshed.state() == Verdict.State.True && reconciling.state() == Verdict.State.True) {
            return Verdict.no(ConditionType.Ready, reconciling.reason(), reconciling.message());
        }
        return new Verdict(ConditionType.Ready, meshed.state(), meshed.reason(), meshed.message());
    }
}

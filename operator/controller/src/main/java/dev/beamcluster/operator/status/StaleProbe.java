package dev.beamcluster.operator.status;

import java.time.Duration;

import dev.beamcluster.operator.observed.FreshReport;

/** Why the last mesh report is not believed, in words. */
final class StaleProbe {

    private StaleProbe() {}

    static String whyNot(FreshReport mesh) {
        return switch (mesh) {
            case FreshReport.NeverProbed() -> "the operator has not looked yet";
            case FreshReport.TooOld(Duration limit) ->
                "the operator has not looked for longer than " + limit.toSeconds() + " s";
            case FreshReport.OfOtherNodes() -> "the operator has not looked at the nodes of this generation yet";
            case FreshReport.Believed _ -> throw new IllegalArgumentException("it is believed");
        };
    }
}

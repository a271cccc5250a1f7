package dev.beamcluster.operator.status;

import java.time.Duration;

import dev.beamcluster.operator.observed.FreshReport;

/** Describes why the last mesh report is not fresh. */
final class StaleProbe {

    private StaleProbe() {}

    static String inWords(FreshReport mesh) {
        return switch (mesh) {
            case FreshReport.NeverProbed() -> "mesh not probed yet";
            case FreshReport.TooOld(Duration limit) -> "last probe is older than " + limit.toSeconds() + " s";
            case FreshReport.OfOtherNodes() -> "not probed since the nodes changed";
            case FreshReport.Fresh _ -> throw new IllegalArgumentException("the report is fresh");
        };
    }
}

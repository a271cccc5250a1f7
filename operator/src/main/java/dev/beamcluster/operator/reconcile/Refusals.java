package dev.beamcluster.operator.reconcile;

import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Set;

import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.beamcluster.operator.status.Outcome.Refused;
import dev.beamcluster.operator.status.Reason;

/** What the API server will not take, told to the person who can change it; anything else is tried again. */
final class Refusals {

    private static final int UNPROCESSABLE = 422;

    private static final Set<Integer> FINAL =
            Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_FORBIDDEN, UNPROCESSABLE);

    private Refusals() {}

    /**
     * The refusal in this answer.
     *
     * @throws KubernetesClientException the same, where another try may succeed
     */
    static Refused of(KubernetesClientException e, String kind, String name) {
        return new Refused(
                Reason.ApplyRefused,
                "the API server refused the " + kind + " " + name + ": " + why(e)
                        + "; change the field of the spec that it comes from (spec.template goes into the pod template)");
    }

    /**
     * The API server's own words.
     *
     * @throws KubernetesClientException the same, where another try may succeed
     */
    static String why(KubernetesClientException e) {
        if (!FINAL.contains(e.getCode()) || Departure.explains(e)) {
            throw e;
        }
        String why = e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
        return Objects.requireNonNullElse(why, "no reason given");
    }
}

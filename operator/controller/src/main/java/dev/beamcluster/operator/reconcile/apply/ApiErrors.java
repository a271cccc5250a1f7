package dev.beamcluster.operator.reconcile.apply;

import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.beamcluster.operator.status.ApplyOutcome.Refused;
import dev.beamcluster.operator.status.Reason;

/** What the API server refuses for good, for the person who can change it; anything else is tried again. */
public final class ApiErrors {

    private static final int UNPROCESSABLE = 422;

    private static final Set<Integer> FINAL =
            Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_FORBIDDEN, UNPROCESSABLE);

    /**
     * What server-side apply says of an object that its schema does not know, with the code 500
     * (kubernetes/kubernetes#113482): a field that there is not, or two items of a list with the same key.
     */
    private static final List<String> UNTYPED =
            List.of("failed to create typed patch object", "field not declared in schema", "duplicate entries for key");

    private ApiErrors() {}

    /**
     * The outcome of this answer.
     *
     * @throws KubernetesClientException the same, where another try may succeed
     */
    public static Refused of(KubernetesClientException e, String kind, String name) {
        return new Refused(
                Reason.ApplyRefused,
                "the API server refused the " + kind + " " + name + ": " + why(e)
                        + "; change the spec field that it comes from (spec.template goes into the pod template)");
    }

    /**
     * The API server's own words.
     *
     * @throws KubernetesClientException the same, where another try may succeed
     */
    public static String why(KubernetesClientException e) {
        String why = e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
        String words = Objects.requireNonNullElse(why, "no reason given");
        if (!isFinal(e.getCode(), words) || DeletionErrors.isBecauseOfDeletion(e)) {
            throw e;
        }
        return words;
    }

    private static boolean isFinal(int code, String words) {
        return FINAL.contains(code)
                || (code == HttpURLConnection.HTTP_INTERNAL_ERROR
                        && UNTYPED.stream().anyMatch(words::contains));
    }
}

package dev.beamcluster.operator.reconcile.apply;

import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.beamcluster.operator.status.ApplyOutcome.Refused;
import dev.beamcluster.operator.status.Reason;

/** Permanent refusals by the API server, for the person who can resolve them; other errors are retried. */
public final class ApiErrors {

    private static final int UNPROCESSABLE = 422;

    private static final Set<Integer> FINAL =
            Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_FORBIDDEN, UNPROCESSABLE);

    /**
     * Messages with which server-side apply, with code 500, rejects an object that does not match its schema
     * (kubernetes/kubernetes#113482): an unknown field, or two list items with the same key.
     */
    private static final List<String> UNTYPED =
            List.of("failed to create typed patch object", "field not declared in schema", "duplicate entries for key");

    /** How the API server reports that an admission webhook refused an object, with whatever code the webhook chose. */
    private static final Pattern DENIED = Pattern.compile("admission webhook \".*\" denied the request");

    private ApiErrors() {}

    /**
     * Returns the outcome of this error.
     *
     * @throws KubernetesClientException the same error, if a retry may succeed
     */
    public static Refused of(KubernetesClientException e, String kind, String name) {
        return new Refused(
                Reason.ApplyRefused,
                "the API server refused the " + kind + " " + name + ": " + why(e)
                        + "; change the spec field that it comes from (spec.template goes into the pod template)");
    }

    /**
     * Returns the message of the API server.
     *
     * @throws KubernetesClientException the same error, if a retry may succeed
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
                || DENIED.matcher(words).find()
                || (code == HttpURLConnection.HTTP_INTERNAL_ERROR
                        && UNTYPED.stream().anyMatch(words::contains));
    }
}

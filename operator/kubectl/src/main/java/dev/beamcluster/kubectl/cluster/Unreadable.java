package dev.beamcluster.kubectl.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.beamcluster.kubectl.view.Refusals;

/** The API server did not answer a question without whose answer the command makes no sense. The message is one line. */
public final class Unreadable extends RuntimeException {

    public Unreadable(String why) {
        super(why);
    }

    /** Says what is wrong, and names the right if one is missing. */
    public static Unreadable because(KubernetesClientException e) {
        return new Unreadable(sentence(e));
    }

    static String sentence(KubernetesClientException e) {
        String message = e.getStatus() != null && e.getStatus().getMessage() != null
                ? e.getStatus().getMessage()
                : rootMessage(e);
        return Refusals.sentence(e.getCode(), message);
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e.getCause();
        if (cause != null) {
            return rootMessage(cause);
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

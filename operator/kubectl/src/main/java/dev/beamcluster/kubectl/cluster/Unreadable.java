package dev.beamcluster.kubectl.cluster;

import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;

import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.beamcluster.kubectl.view.Refusals;

/** The API server did not answer a question without whose answer the command makes no sense. The message is one line. */
public final class Unreadable extends RuntimeException {

    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    private final int code;

    public Unreadable(String why) {
        this(why, 0);
    }

    private Unreadable(String why, int code) {
        super(why);
        this.code = code;
    }

    /** Whether the API server said no; false if it failed, or was not asked. */
    public boolean wasRefused() {
        return code >= BAD_REQUEST && code < SERVER_ERROR;
    }

    /** Says what is wrong, and names the right if one is missing. */
    public static Unreadable because(KubernetesClientException e) {
        return new Unreadable(sentence(e), e.getCode());
    }

    static String sentence(KubernetesClientException e) {
        String message = e.getStatus() != null && e.getStatus().getMessage() != null
                ? e.getStatus().getMessage()
                : rootMessage(e);
        return Refusals.sentence(e.getCode(), message);
    }

    /** The JDK's HTTP client says what is wrong with a connection by the class of an exception, often without a message. */
    private static String rootMessage(Throwable e) {
        Throwable cause = e.getCause();
        if (cause != null) {
            return rootMessage(cause);
        }
        return switch (e) {
            case UnresolvedAddressException _ -> "the name of its host cannot be resolved";
            case ClosedChannelException _ -> "nothing listens at the address in the kubeconfig";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}

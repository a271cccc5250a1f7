package dev.beamcluster.operator.status;

import dev.beamcluster.mesh.DrainResult;

/**
 * What a Kubernetes Event says.
 *
 * @param type whether a person should look
 * @param reason why it was written
 * @param action what was going on: {@code Rollout}, {@code Drain}, or the type of the condition that changed
 * @param message for a person
 */
public record EventText(Type type, EventReason reason, String action, String message) {

    /** The two types of events.k8s.io/v1. */
    public enum Type {
        Normal,
        Warning
    }

    /** The drain function is the application's, and its failure is for the author of the application to know. */
    public static EventText ofDrain(String pod, DrainResult result) {
        return switch (result) {
            case DrainResult.Drained() -> new EventText(Type.Normal, NodeEvent.Drained, "Drain", pod + " was drained");
            case DrainResult.Failed(String why) ->
                new EventText(
                        Type.Warning,
                        NodeEvent.DrainFailed,
                        "Drain",
                        "drain of " + pod + " failed, terminating it anyway: " + why);
        };
    }

    static EventText ofRollout(EventReason reason, String message) {
        return new EventText(Type.Normal, reason, "Rollout", message);
    }
}

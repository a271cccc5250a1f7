package dev.beamcluster.operator.status;

import dev.beamcluster.mesh.DrainResult;

/**
 * The content of a Kubernetes Event.
 *
 * @param type whether a person should look
 * @param reason why it was written
 * @param action the action: {@code Rollout}, {@code Drain}, or the type of the condition that changed
 * @param message the text for a person
 */
public record EventText(Type type, EventReason reason, String action, String message) {

    /** The two types of events.k8s.io/v1. */
    public enum Type {
        Normal,
        Warning
    }

    /** Returns the event for the result of a drain. A failure is a warning for the author of the drain function. */
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

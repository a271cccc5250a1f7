package dev.beamcluster.operator.reconcile.pods;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The words of a container runtime. */
final class RuntimeErrors {

    /** The layers of containerd and runc that pass an error on, and their type for an error that has none. */
    private static final Pattern LAYERS = Pattern.compile("^.*unable to start container process: |: unknown$");

    private RuntimeErrors() {}

    /** Returns the part of the message that differs from error to error. */
    static String shortened(@Nullable String message) {
        return message == null ? "no message" : LAYERS.matcher(message).replaceAll("");
    }
}

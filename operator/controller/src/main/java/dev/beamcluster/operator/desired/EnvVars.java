package dev.beamcluster.operator.desired;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;

/** Environment variables, by the source of their value. */
final class EnvVars {

    private EnvVars() {}

    static EnvVar ofValue(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    /**
     * Returns a variable with the value of a field of the pod. It sets {@code apiVersion}, which the API server would add, so
     * that both sides are equal.
     */
    static EnvVar ofField(String name, String path) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewFieldRef("v1", path)
                .endValueFrom()
                .build();
    }

    static EnvVar ofCookie(String name, CookieReference cookie) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef(cookie.key(), cookie.secret(), null)
                .endValueFrom()
                .build();
    }
}

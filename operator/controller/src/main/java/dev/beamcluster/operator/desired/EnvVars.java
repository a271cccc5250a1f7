package dev.beamcluster.operator.desired;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;

/** Environment variables, by where their value comes from. */
final class EnvVars {

    private EnvVars() {}

    static EnvVar ofValue(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    /** From a field of the pod. The API server would add {@code apiVersion}; it is set here so that both sides are the same. */
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

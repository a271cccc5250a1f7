package dev.beamcluster.operator.desired;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/** The settings that the Pod Security Standard {@code restricted} requires of a pod and of its containers. */
final class RestrictedSecurity {

    /**
     * A numeric user ID: the kubelet cannot tell whether a user given by name is root, and refuses it under {@code runAsNonRoot}
     * (Kubernetes, Configure a Security Context).
     */
    private static final long USER = 1000;

    private RestrictedSecurity() {}

    static PodSecurityContext ofPod() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withFsGroup(USER)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    /**
     * Returns the settings of a container.
     *
     * @param readOnlyRoot whether its root file system is read-only, which the standard recommends but does not require
     */
    static SecurityContext ofContainer(boolean readOnlyRoot) {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(readOnlyRoot ? true : null)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }
}

package dev.beamcluster.operator.observed;

import java.util.Optional;

/**
 * A PersistentVolumeClaim of a pod that has no volume.
 *
 * @param name the name of the claim
 * @param storageClass the class that it waits for; empty if it has none
 * @param wantedClass the class that {@code spec.storage} asks for, if it is another one: the claim is from an earlier spec
 * @param why what keeps it pending, quoted from its Events; empty if they do not say it
 */
public record PendingClaim(
        String name, Optional<String> storageClass, Optional<String> wantedClass, Optional<String> why) {}

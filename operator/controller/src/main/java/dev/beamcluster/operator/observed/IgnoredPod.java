package dev.beamcluster.operator.observed;

import java.util.Optional;

/** Why a pod with the label of a BeamCluster is not one of its nodes. */
public sealed interface IgnoredPod {

    /** The StatefulSet did not create it. */
    record NotOfTheStatefulSet() implements IgnoredPod {}

    /** It was scaled down and is still there long after its grace period, because of this trouble. */
    record StillTerminating(Optional<PodTrouble> trouble) implements IgnoredPod {}
}

package dev.beamcluster.operator.reconcile;

import java.util.Optional;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Naming;

/** Which pods are a cluster's nodes. Our label does not tell: anybody may put it on a pod. */
final class NodePods {

    /** As Kubernetes writes an ordinal, and no larger than a number of ours may be. */
    private static final Pattern ORDINAL = Pattern.compile("0|[1-9][0-9]{0,8}");

    private NodePods() {}

    /**
     * By its name and by who controls it. Nobody does while a StatefulSet is made again (see {@link StorageGrowth}): the next one
     * adopts the pods that it finds, and so does this.
     */
    static boolean isNode(Pod pod, BeamCluster cluster) {
        String prefix = Naming.cluster(cluster) + "-";
        String name = pod.getMetadata().getName();
        return name.startsWith(prefix)
                && ORDINAL.matcher(name.substring(prefix.length())).matches()
                && controller(pod)
                        .filter(owner -> !isStatefulSet(owner, Naming.cluster(cluster)))
                        .isEmpty();
    }

    /** Of a pod of which {@link #isNode} is true. */
    static int ordinal(String podName) {
        return Integer.parseInt(podName.substring(podName.lastIndexOf('-') + 1));
    }

    private static Optional<OwnerReference> controller(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
    }

    private static boolean isStatefulSet(OwnerReference owner, String name) {
        return owner.getKind().equals("StatefulSet") && owner.getName().equals(name);
    }
}

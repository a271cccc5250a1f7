package dev.beamcluster.operator.reconcile.apply;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.IgnoredPod;
import dev.beamcluster.operator.reconcile.pods.Termination;

/**
 * Which of the pods with a BeamCluster's label are its nodes. Anyone who can create a pod can set the label, so the label alone
 * is not enough. Such a pod adds a message to the status, and never affects a size, a cookie or a step of a rollout.
 *
 * @param nodes the nodes' pods
 * @param previous pods that are about to be deleted and may use a previous cookie, for example of an earlier BeamCluster, by name
 * @param ignored all other pods, by name, each with the reason
 */
public record NodePods(List<Pod> nodes, SortedSet<String> previous, SortedMap<String, IgnoredPod> ignored) {

    /** An ordinal as Kubernetes writes it. */
    private static final Pattern ORDINAL = Pattern.compile("0|[1-9][0-9]{0,2}");

    /** The StatefulSet controller sets these labels on every pod that it creates (Kubernetes, StatefulSet). */
    private static final String REVISION_LABEL = "controller-revision-hash";

    private static final String POD_NAME_LABEL = "statefulset.kubernetes.io/pod-name";

    /**
     * How long after its grace period the operator still waits for a terminating pod. A pod that remains after that, because of a
     * finalizer or a lost Kubernetes node, serves no one.
     */
    private static final Duration OVERDUE = Duration.ofMinutes(5);

    /** Classifies the pods. */
    public static NodePods of(BeamCluster cluster, CachedObjects cached, Instant now) {
        var nodes = Stream.<Pod>builder();
        var previous = new TreeSet<String>();
        var ignored = new TreeMap<String, IgnoredPod>();
        for (Pod pod : cached.all(Pod.class)) {
            String name = pod.getMetadata().getName();
            boolean isOverdue = isOverdue(pod, now);
            if (isNode(pod, cluster, cached) && !(isOverdue && ordinal(name) >= size(cluster))) {
                nodes.add(pod);
                if (!isOverdue && isTerminating(pod) && (hadNodes(cluster, cached) || isOlder(pod, cluster))) {
                    previous.add(name);
                }
            } else if (!isOverdue && isPrevious(pod, cluster, cached)) {
                previous.add(name);
            } else {
                ignored.put(
                        name,
                        isOverdue
                                ? new IgnoredPod.StillTerminating(Termination.trouble(pod, now))
                                : new IgnoredPod.NotOfTheStatefulSet());
            }
        }
        return new NodePods(nodes.build().toList(), previous, ignored);
    }

    /**
     * Whether the pod is a node: the BeamCluster's StatefulSet controls it. A pod has no controller while the StatefulSet is
     * recreated, because disks grow or a user deleted it with {@code --cascade=orphan}, and until the next StatefulSet has
     * adopted it. It is then recognized by the labels that the StatefulSet controller set. Anyone who can create a pod can also
     * set its controller, so its ordinal must be below the current, desired or last reported size.
     */
    static boolean isNode(Pod pod, BeamCluster cluster, CachedObjects cached) {
        OptionalInt ordinal = ordinal(pod, cluster);
        if (ordinal.isEmpty() || ordinal.getAsInt() >= largestSize(cluster, cached)) {
            return false;
        }
        Optional<StatefulSet> statefulSet = cached.statefulSet(cluster);
        return controller(pod).isPresent()
                ? statefulSet.filter(ours -> isControlledBy(pod, uid(ours))).isPresent()
                : isLeftBehind(pod)
                        && statefulSet
                                .filter(ours -> created(ours).isBefore(created(pod)))
                                .isEmpty();
    }

    /** Whether the object with this UID controls the pod. */
    public static boolean isControlledBy(Pod pod, String uid) {
        return controller(pod).filter(owner -> uid.equals(owner.getUid())).isPresent();
    }

    /** Returns the ordinal in the name of a node's pod. */
    public static int ordinal(String podName) {
        return Integer.parseInt(podName.substring(podName.lastIndexOf('-') + 1));
    }

    /**
     * Whether the pod belongs to an earlier BeamCluster and will soon be gone: garbage collection will delete it, or it is
     * already terminating. It cannot delay a BeamCluster for long.
     */
    private static boolean isPrevious(Pod pod, BeamCluster cluster, CachedObjects cached) {
        if (ordinal(pod, cluster).isEmpty() || !isOlder(pod, cluster)) {
            return false;
        }
        return controller(pod)
                .map(owner -> owner.getKind().equals("StatefulSet")
                        && owner.getName().equals(Naming.cluster(cluster))
                        && cached.all(StatefulSet.class).stream()
                                .filter(other -> uid(other).equals(owner.getUid()))
                                .allMatch(other -> isObsolete(other, cluster)))
                .orElseGet(() -> isLeftBehind(pod) && isTerminating(pod));
    }

    /** Whether the StatefulSet is terminating, or belonged to a BeamCluster of this name that has been deleted. */
    private static boolean isObsolete(StatefulSet other, BeamCluster cluster) {
        return isTerminating(other)
                || other.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getKind().equals(cluster.getKind())
                                && owner.getName().equals(Naming.cluster(cluster)));
    }

    private static boolean isLeftBehind(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels.containsKey(REVISION_LABEL) && pod.getMetadata().getName().equals(labels.get(POD_NAME_LABEL));
    }

    private static OptionalInt ordinal(Pod pod, BeamCluster cluster) {
        String prefix = Naming.cluster(cluster) + "-";
        String name = pod.getMetadata().getName();
        return name.startsWith(prefix)
                        && ORDINAL.matcher(name.substring(prefix.length())).matches()
                ? OptionalInt.of(ordinal(name))
                : OptionalInt.empty();
    }

    private static int size(BeamCluster cluster) {
        return cluster.getSpec().replicas();
    }

    /** Returns the largest of the size in the spec, the size of the StatefulSet and the size that the status last listed. */
    private static int largestSize(BeamCluster cluster, CachedObjects cached) {
        int current = cached.statefulSet(cluster)
                .map(statefulSet -> statefulSet.getSpec().getReplicas())
                .orElse(0);
        return Math.min(Math.max(Math.max(size(cluster), current), listed(cluster)), BeamClusterSpec.MAX_REPLICAS);
    }

    private static int listed(BeamCluster cluster) {
        return Optional.ofNullable(cluster.getStatus()).map(BeamClusterStatus::nodes).stream()
                .flatMap(List::stream)
                .mapToInt(node -> ordinal(node.pod()) + 1)
                .reduce(0, Math::max);
    }

    private static boolean hadNodes(BeamCluster cluster, CachedObjects cached) {
        return cached.statefulSet(cluster).isPresent() || replicas(cluster) > 0;
    }

    /** How many pods the status last reported. */
    private static int replicas(BeamCluster cluster) {
        return Optional.ofNullable(cluster.getStatus())
                .map(BeamClusterStatus::replicas)
                .orElse(0);
    }

    private static boolean isOlder(Pod pod, BeamCluster cluster) {
        return !created(pod).isAfter(created(cluster));
    }

    private static boolean isOverdue(Pod pod, Instant now) {
        // The timestamp is the end of the grace period, not its beginning (Kubernetes, API conventions, Metadata).
        return isTerminating(pod)
                && Instant.parse(pod.getMetadata().getDeletionTimestamp())
                        .plus(OVERDUE)
                        .isBefore(now);
    }

    private static boolean isTerminating(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null;
    }

    private static Instant created(HasMetadata object) {
        String at = object.getMetadata().getCreationTimestamp();
        return at == null ? Instant.EPOCH : Instant.parse(at);
    }

    private static String uid(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getUid(), "");
    }

    private static Optional<OwnerReference> controller(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
    }
}

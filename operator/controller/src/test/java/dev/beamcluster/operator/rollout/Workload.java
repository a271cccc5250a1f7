package dev.beamcluster.operator.rollout;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.observed.WorkloadFacts;

/**
 * A StatefulSet with its pods, in the states that its controller would produce. Pods with the partition's ordinal or higher get
 * the new revision, highest ordinal first, each when the previous one is ready. Missing pods are created at once (Kubernetes,
 * StatefulSet, Parallel).
 */
final class Workload {

    /** A release whose nodes have another cookie: they become ready, and refuse the operator and each other. */
    static final String STRANGE = "strange";

    private final SortedMap<Integer, Pod> pods = new TreeMap<>();

    /** Pairs of nodes that are not connected, since one of them is new. */
    private final Set<Set<Integer>> unmet = new HashSet<>();

    private final PodTimes times = new PodTimes();

    private Instant now = Instant.EPOCH;
    private RollingUpdateTarget target = RollingUpdateTarget.closed(0);
    private String template = "";
    private String current = "";
    private boolean isMade;
    private Optional<String> refusal = Optional.empty();

    /** Returns a cluster at rest. */
    static Workload settled(int size, String template) {
        var workload = new Workload();
        workload.apply(RollingUpdateTarget.closed(size), template);
        workload.current = template;
        IntStream.range(0, size).forEach(ordinal -> workload.put(ordinal, new Pod(template, true, Optional.empty())));
        return workload;
    }

    void apply(RollingUpdateTarget asked, String newTemplate) {
        target = asked;
        template = newTemplate;
        if (!isMade) {
            current = newTemplate;
            isMade = true;
        }
    }

    /** Replaces a pod, or changes it if the revision is the same. Each change is later than the previous one. */
    void put(int ordinal, Pod pod) {
        pass(1);
        Pod before = pods.put(ordinal, pod);
        if (before != null && before.revision().equals(pod.revision()) && before.ready() != pod.ready()) {
            times.becameReady(ordinal, now);
        } else {
            times.created(ordinal, now);
        }
    }

    /** Ends the node of a pod: it loses its links, and its container starts again, from the second time on after a while. */
    void end(int ordinal) {
        Pod pod = Objects.requireNonNull(pods.get(ordinal));
        times.ended(ordinal, now);
        Optional<PodTrouble> trouble =
                times.history(ordinal).ends() > 1 ? Optional.of(Rollouts.CRASHES) : Optional.empty();
        pods.put(ordinal, new Pod(pod.revision(), false, trouble));
        pods.keySet().stream().filter(other -> other != ordinal).forEach(other -> part(ordinal, other));
    }

    /** Ends the nodes of a release that have been ready for longer. Returns their ordinals. */
    List<Integer> endAfter(int seconds, String revision) {
        List<Integer> over = pods.keySet().stream()
                .filter(this::isUp)
                .filter(ordinal ->
                        Objects.requireNonNull(pods.get(ordinal)).revision().equals(revision))
                .filter(ordinal -> times.history(ordinal)
                        .readyChanged()
                        .plusSeconds(seconds)
                        .isBefore(now))
                .toList();
        over.forEach(this::end);
        return over;
    }

    /** Lets time pass. */
    void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    Instant now() {
        return now;
    }

    PodTimes times() {
        return times;
    }

    /** Deletes the StatefulSet without its pods. The next one adopts them, and knows only its own revision. */
    void orphan() {
        isMade = false;
    }

    /** Loses a pod that Kubernetes refuses to create again. */
    void refuse(int ordinal) {
        pods.remove(ordinal);
        refusal = Optional.of("exceeded quota: all");
    }

    /** Disconnects two nodes. */
    void part(int one, int other) {
        unmet.add(Set.of(one, other));
    }

    /** Connects two nodes. */
    void meet(Set<Integer> pair) {
        unmet.remove(pair);
    }

    List<Set<Integer>> unmet() {
        return List.copyOf(unmet);
    }

    boolean areLinked(int one, int other) {
        return isIn(one) && isIn(other) && !unmet.contains(Set.of(one, other));
    }

    SortedMap<Integer, Pod> pods() {
        return pods;
    }

    /** Returns the template of new pods. */
    String template() {
        return template;
    }

    RollingUpdateTarget target() {
        return target;
    }

    /**
     * Runs one step of the controller. Returns the ordinal of a deleted pod, or -1.
     *
     * @param maxUnavailable the StatefulSet's own value, if Kubernetes honors it
     */
    int control(int maxUnavailable) {
        for (int ordinal = 0; ordinal < target.replicas(); ordinal++) {
            if (!pods.containsKey(ordinal)) {
                String revision = ordinal < target.partition() ? current : template;
                make(ordinal, new Pod(revision, false, Optional.empty()));
                return -1;
            }
        }
        if (!pods.isEmpty() && pods.lastKey() >= target.replicas()) {
            int last = pods.lastKey();
            pods.remove(last);
            return last;
        }
        return replaceOne(maxUnavailable);
    }

    private void make(int ordinal, Pod pod) {
        pods.remove(ordinal);
        unmet.removeIf(pair -> pair.contains(ordinal));
        pods.keySet().forEach(other -> part(ordinal, other));
        put(ordinal, pod);
    }

    private int replaceOne(int maxUnavailable) {
        int missing = 0;
        for (int ordinal = target.replicas() - 1; ordinal >= target.partition(); ordinal--) {
            Pod pod = Objects.requireNonNull(pods.get(ordinal));
            if (!pod.revision().equals(template)) {
                pods.remove(ordinal);
                return ordinal;
            }
            missing += pod.ready() ? 0 : 1;
            if (missing >= maxUnavailable) {
                return -1;
            }
        }
        if (pods.values().stream().allMatch(pod -> pod.ready() && pod.revision().equals(template))) {
            current = template;
        }
        return -1;
    }

    Optional<WorkloadFacts> facts() {
        int updated = (int) pods.values().stream()
                .filter(pod -> pod.revision().equals(template))
                .count();
        return isMade
                ? Optional.of(new WorkloadFacts(
                        true,
                        pods.size(),
                        updated,
                        (int) pods.values().stream().filter(Pod::ready).count(),
                        refusal,
                        new WorkloadFacts.Target(
                                target.replicas(), target.partition(), target.replacedFrom(), template),
                        new WorkloadFacts.Revisions(current, template)))
                : Optional.empty();
    }

    List<ExpectedNode> nodes(int wanted) {
        return IntStream.range(0, wanted).mapToObj(this::node).toList();
    }

    SortedMap<Integer, ExpectedNode> leaving(int wanted) {
        var leaving = new TreeMap<Integer, ExpectedNode>();
        pods.tailMap(wanted).keySet().forEach(ordinal -> leaving.put(ordinal, node(ordinal)));
        return leaving;
    }

    private ExpectedNode node(int ordinal) {
        return new ExpectedNode(
                name(ordinal),
                "chat-" + ordinal,
                Optional.ofNullable(pods.get(ordinal)).map(pod -> pod.facts(ordinal, times)));
    }

    /** Returns the operator's report about the nodes of the spec; those {@code apart} have lost all their links. */
    Optional<MeshReport> mesh(int wanted, Integer... apart) {
        return Optional.of(new WorkloadMesh(this, wanted, List.of(apart)).report());
    }

    boolean isUp(int ordinal) {
        return Optional.ofNullable(pods.get(ordinal)).filter(Pod::ready).isPresent();
    }

    boolean isIn(int ordinal) {
        return isUp(ordinal)
                && !Objects.requireNonNull(pods.get(ordinal)).revision().equals(STRANGE);
    }

    static NodeName name(int ordinal) {
        return new NodeName("chat", "chat-" + ordinal + ".nodes");
    }
}

package dev.beamcluster.operator.rollout;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.WorkloadFacts;

/**
 * A StatefulSet with its pods, in the states that its controller would produce. Pods with the partition's ordinal or higher get
 * the new revision, highest ordinal first, each when the previous one is ready. Missing pods are created at once (Kubernetes,
 * StatefulSet, Parallel).
 */
final class Workload {

    /** A release whose nodes have another cookie: they become ready, and refuse the operator and each other. */
    static final String STRANGE = "strange";

    private static final NodeInfo FACTS =
            new NodeInfo("27", "chat 1", new TreeMap<>(), Optional.of(60), true, "inet_tcp", false);

    private final SortedMap<Integer, Pod> pods = new TreeMap<>();

    /** Pairs of nodes that are not connected, since one of them is new. */
    private final Set<Set<Integer>> unmet = new HashSet<>();

    /** When each pod started; each start is later than the previous one. */
    private final Map<Integer, Instant> started = new HashMap<>();

    private Instant now = Instant.EPOCH;
    private RollingUpdateTarget target = RollingUpdateTarget.closed(0);
    private String template = "";
    private String current = "";
    private boolean isMade;

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

    void put(int ordinal, Pod pod) {
        now = now.plusSeconds(1);
        started.put(ordinal, now);
        pods.put(ordinal, pod);
    }

    /** Deletes the StatefulSet without its pods. The next one adopts them, and knows only its own revision. */
    void orphan() {
        isMade = false;
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

    int control() {
        return control(1);
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
                        Optional.empty(),
                        new WorkloadFacts.Target(target.replicas(), target.partition(), template),
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
                Optional.ofNullable(pods.get(ordinal)).map(pod -> pod.facts(ordinal, started.get(ordinal))));
    }

    /**
     * Returns the operator's report about the nodes of the spec: every ready node is connected to the nodes that it has met,
     * except {@code apart}.
     */
    Optional<MeshReport> mesh(int wanted, Integer... apart) {
        var views = new TreeMap<NodeName, NodeView>();
        for (int from = 0; from < wanted; from++) {
            views.put(name(from), view(from, wanted, List.of(apart)));
        }
        return Optional.of(new MeshReport(views));
    }

    private NodeView view(int from, int wanted, List<Integer> apart) {
        if (!isUp(from)) {
            return new NodeView.Unreachable(new Fault(Cause.REFUSED));
        }
        if (!isIn(from)) {
            return new NodeView.Unreachable(new Fault(Cause.COOKIE_MISMATCH));
        }
        var answering = new TreeSet<NodeName>();
        var faults = new TreeMap<NodeName, Fault>();
        for (int to = 0; to < wanted; to++) {
            if (to != from && areLinked(from, to) && !apart.contains(from) && !apart.contains(to)) {
                answering.add(name(to));
            } else if (to != from) {
                faults.put(name(to), new Fault(Cause.NOT_CONNECTED));
            }
        }
        return new NodeView.Reached(FACTS, answering, faults, new TreeSet<>());
    }

    private boolean isUp(int ordinal) {
        return Optional.ofNullable(pods.get(ordinal)).filter(Pod::ready).isPresent();
    }

    private boolean isIn(int ordinal) {
        return isUp(ordinal)
                && !Objects.requireNonNull(pods.get(ordinal)).revision().equals(STRANGE);
    }

    static NodeName name(int ordinal) {
        return new NodeName("chat", "chat-" + ordinal + ".nodes");
    }
}

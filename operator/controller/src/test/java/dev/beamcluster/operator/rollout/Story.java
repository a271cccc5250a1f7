package dev.beamcluster.operator.rollout;

import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import dev.beamcluster.mesh.MeshReport;

import static org.assertj.core.api.Assertions.assertThat;

/** One cluster, from its creation on. */
final class Story {

    private static final int STEPS = 160;
    private static final int AT_MOST = 5_000;

    /** A release that does not start. */
    private static final String BAD = "bad";

    /** A release that becomes ready and never joins the mesh. */
    private static final String ALONE = "alone";

    /** A release that joins the mesh and dies seconds later, each time. */
    private static final String DYING = "dying";

    private static final Duration MIN_READY = Duration.ofSeconds(30);

    /** Seconds that a node of the release {@link #DYING} is ready. With two steps of the clock, that is less than 30. */
    private static final int LIFE = 20;

    private static final Set<String> OUTSIDE = Set.of(BAD, ALONE, Workload.STRANGE);
    private final Random random;
    private final Workload workload = new Workload();
    private final SimulatedOperator operator;
    private final int atOnce;
    private final boolean provesNodes;

    /** Nodes in the mesh, which share the state of the application. */
    private final NavigableSet<Integer> joined = new TreeSet<>();

    /** Nodes that were in the mesh, were replaced, and have not rejoined. */
    private final NavigableSet<Integer> taken = new TreeSet<>();

    /** Nodes that were released for replacement while they were not in the mesh; Kubernetes may replace them later. */
    private final NavigableSet<Integer> given = new TreeSet<>();

    private int wanted;

    /** The size that the operator last read. */
    private int known;

    private String template = "a";

    Story(Random random) {
        this.random = random;
        this.wanted = 1 + random.nextInt(5);
        this.atOnce = 1 + random.nextInt(2);
        this.provesNodes = random.nextInt(4) > 0;
        this.operator = new SimulatedOperator(workload, atOnce, provesNodes ? MIN_READY : Duration.ZERO);
    }

    void disturb() {
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(16) == 0) {
                wanted = OUTSIDE.contains(template) ? atOnce + 1 + random.nextInt(3) : random.nextInt(6);
            }
            if (random.nextInt(16) == 0) {
                template = release();
            }
            stepOfAnybody();
        }
    }

    /** Applies a release whose rollout stops after one step. The operator sees only that it is not connected. */
    void applyAReleaseThatDoesNotJoin() {
        if (hasMesh()) {
            template = ALONE;
            IntStream.range(0, STEPS).forEach(_ -> stepOfAnybody());
        }
    }

    /**
     * Applies a release that dies after it has joined, reverts it and applies it again, at random moments. Only the nodes of one
     * step are lost, and its rollout is never over.
     */
    void applyAReleaseThatDies() {
        boolean happens = provesNodes && workload.target().replicas() > 0;
        List<String> releases = List.of(DYING, template);
        for (int step = 0; happens && step < 2 * STEPS; step++) {
            template = random.nextInt(40) == 0 ? releases.get(random.nextInt(2)) : template;
            stepOfAnybody();
            assertThat(workload.pods().values().stream()
                            .filter(pod -> pod.revision().equals(DYING)))
                    .as("nodes of a release that dies")
                    .hasSizeLessThanOrEqualTo(atOnce);
            assertThat(template.equals(DYING) && plan().progress() instanceof Progress.UpToDate)
                    .isFalse();
        }
    }

    /**
     * Chooses a release. A mesh that never formed cannot be distinguished from one that refuses the operator, so a node of it
     * stays good.
     */
    private String release() {
        List<String> releases = hasMesh() ? List.of("a", "b", "c", BAD, Workload.STRANGE) : List.of("a", "b", "c");
        return releases.get(random.nextInt(releases.size()));
    }

    private boolean hasMesh() {
        return wanted > atOnce && workload.target().replicas() > 0 && isIn(0);
    }

    void settle(String release) {
        template = release;
        wanted = 1 + random.nextInt(5);
        for (int step = 0; step < AT_MOST && !isSettled(); step++) {
            stepOfAnybody();
        }
        assertThat(workload.pods()).hasSize(wanted);
        assertThat(workload.pods().values()).containsOnly(new Pod(release, true, Optional.empty()));
        assertThat(plan()).isEqualTo(new Plan(RollingUpdateTarget.closed(wanted), new Progress.UpToDate()));
    }

    private boolean isSettled() {
        return plan().progress() instanceof Progress.UpToDate
                && workload.target().equals(RollingUpdateTarget.closed(wanted))
                && workload.pods().size() == wanted
                && workload.pods().values().stream().allMatch(Pod::ready);
    }

    private void stepOfAnybody() {
        passTime();
        switch (random.nextInt(4)) {
            case 0 -> operate();
            case 1 -> control();
            case 2 -> onePodGetsReady();
            default -> onePairMeets();
        }
        look();
    }

    /** Ends the nodes of a release that dies, when their time is over. */
    private void passTime() {
        workload.pass(random.nextInt(4));
        workload.endAfter(LIFE, DYING).stream().filter(joined::remove).forEach(taken::add);
    }

    private void look() {
        joined.retainAll(workload.pods().headMap(known).keySet());
        IntStream.range(0, known).filter(this::joins).forEach(joined::add);
        taken.removeIf(ordinal -> ordinal >= known || joined.contains(ordinal));
    }

    private void operate() {
        known = wanted;
        look();
        Optional<MeshReport> seen = random.nextInt(8) == 0 ? Optional.empty() : workload.mesh(wanted);
        RollingUpdateTarget asked = operator.plan(wanted, template, seen).target();
        boolean opens = asked.partition() < workload.target().partition();
        if (opens) {
            given.clear();
            IntStream.range(asked.partition(), known).forEach(given::add);
            given.removeAll(joined);
        }
        if (opens && !joined.isEmpty() && wanted > atOnce) {
            assertThat(joined)
                    .as("a node of the mesh stays when %s opens the gate", asked)
                    .anyMatch(ordinal -> ordinal < asked.partition()
                            || pod(ordinal).revision().equals(template));
        }
        workload.apply(asked, template);
        operator.writeStatus(wanted, seen);
    }

    private void control() {
        int gone = workload.control(atOnce);
        // During a scale-down, leaving nodes are replaced before remaining ones: Kubernetes replaces by ordinal.
        boolean isReplaced = workload.target().replicas() == known && gone < known;
        if (joined.remove(gone) && isReplaced && !given.remove(gone)) {
            assertThat(taken.stream().filter(ordinal -> !isOnlyToBeReplaced(ordinal)))
                    .as("not rejoined when %d of %d is replaced", gone, known)
                    .hasSizeLessThan(atOnce);
            taken.add(gone);
        }
    }

    /** Whether the node can only be replaced: its release is bad and was reverted, so waiting for it would never end. */
    private boolean isOnlyToBeReplaced(int ordinal) {
        return workload.pods().containsKey(ordinal)
                && (OUTSIDE.contains(pod(ordinal).revision())
                        || pod(ordinal).revision().equals(DYING))
                && !pod(ordinal).revision().equals(workload.template());
    }

    /** Whether the node joins the mesh: it is connected to every node in it. */
    private boolean joins(int ordinal) {
        return isIn(ordinal)
                && joined.stream()
                        .filter(other -> other != ordinal)
                        .allMatch(other -> workload.areLinked(ordinal, other));
    }

    private boolean isIn(int ordinal) {
        return serves(ordinal) && !OUTSIDE.contains(pod(ordinal).revision());
    }

    private boolean serves(int ordinal) {
        return workload.pods().containsKey(ordinal) && pod(ordinal).ready();
    }

    private void onePodGetsReady() {
        List<Integer> starting = workload.pods().keySet().stream()
                .filter(ordinal -> !pod(ordinal).ready())
                .toList();
        if (!starting.isEmpty()) {
            int ordinal = starting.get(random.nextInt(starting.size()));
            workload.put(ordinal, grown(pod(ordinal)));
        }
    }

    private static Pod grown(Pod pod) {
        return pod.revision().equals(BAD)
                ? new Pod(BAD, false, Optional.of(Rollouts.CRASHES))
                : new Pod(pod.revision(), true, Optional.empty());
    }

    private void onePairMeets() {
        List<Set<Integer>> able = workload.unmet().stream()
                .filter(pair -> pair.stream().allMatch(this::isIn))
                .toList();
        if (!able.isEmpty()) {
            workload.meet(able.get(random.nextInt(able.size())));
        }
    }

    private Pod pod(int ordinal) {
        return Objects.requireNonNull(workload.pods().get(ordinal));
    }

    private Plan plan() {
        return operator.plan(wanted, template, workload.mesh(wanted));
    }
}

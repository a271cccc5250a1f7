package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.testkit.Lab;
import dev.beamcluster.testkit.LabNode;
import dev.beamcluster.testkit.MonitoredMesh;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every cut ends in the full mesh, however long it lasts. The cuts run in parallel, since each takes minutes. */
class HealingIT {

    private static final Logger LOG = LoggerFactory.getLogger(HealingIT.class);
    private static final int SIZE = 4;
    private static final List<Integer> SECONDS = List.of(5, 20, 60, 120);
    private static final Duration FORMED = Duration.ofSeconds(60);

    private static final Duration HEALED = Duration.ofSeconds(60);

    /** When OTP closes a silent link at the latest: net_ticktime plus a quarter (kernel(6), net_ticktime). */
    private static final Duration CLOSED_BY_OTP = Duration.ofSeconds(75);

    /** Time for a few probe rounds, for connecting, and for a machine that runs sixteen labs in parallel. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    /** What is cut between the nodes of a lab. */
    private enum Cut {
        ONE_LINK,
        TWO_LINKS_OF_ONE_NODE,
        TWO_LINKS_OF_FOUR_NODES,
        ONE_DIRECTION;

        void make(Lab lab) {
            switch (this) {
                case ONE_LINK -> lab.node(0).cut(lab.node(1));
                case TWO_LINKS_OF_ONE_NODE -> {
                    lab.node(0).cut(lab.node(1));
                    lab.node(0).cut(lab.node(2));
                }
                case TWO_LINKS_OF_FOUR_NODES -> {
                    lab.node(0).cut(lab.node(1));
                    lab.node(2).cut(lab.node(3));
                }
                case ONE_DIRECTION -> lab.node(1).drop(lab.node(0));
            }
        }
    }

    /** One cut and how long it lasts. */
    private record Case(Cut cut, int seconds) {

        static Stream<Case> all() {
            return Stream.of(Cut.values()).flatMap(cut -> SECONDS.stream().map(seconds -> new Case(cut, seconds)));
        }

        /**
         * TCP retransmits the lost packets after at most as long as the cut lasted (RFC 6298, the timer doubles);
         * sooner if OTP closes the link and the operator reconnects it.
         */
        Duration healsWithin() {
            var retransmitted = Duration.ofSeconds(seconds);
            var closed = CLOSED_BY_OTP.minusSeconds(seconds);
            return Collections.max(List.of(Duration.ZERO, Collections.min(List.of(retransmitted, closed))))
                    .plus(MARGIN);
        }

        /** How long the mesh took to become whole after the network recovered. */
        Duration timeToHeal() throws InterruptedException {
            try (var lab = Lab.of(SIZE);
                    var monitored = new MonitoredMesh(lab.target())) {
                monitored.becomesWhole(FORMED);
                cut.make(lab);
                Thread.sleep(Duration.ofSeconds(seconds));
                long returned = System.nanoTime();
                lab.restore();
                monitored.becomesWhole(HEALED);
                var healed = Duration.ofNanos(System.nanoTime() - returned);
                LOG.info("{}: whole after {} ms", this, healed.toMillis());
                return healed;
            }
        }
    }

    @Test
    void everyCutEndsInTheFullMesh() throws Exception {
        // When
        var healed = new LinkedHashMap<Case, Future<Duration>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Case.all().forEach(each -> healed.put(each, threads.submit(each::timeToHeal)));
        }

        // Then
        assertThat(healed)
                .hasSize(Cut.values().length * SECONDS.size())
                .allSatisfy((each, heal) -> assertThat(heal)
                        .succeedsWithin(Duration.ZERO, as(InstanceOfAssertFactories.DURATION))
                        .isLessThan(each.healsWithin()));
    }

    /**
     * One cut among three nodes, from which plain Erlang does not recover: it closes the silent link after a minute,
     * then a link of the third node too, and reconnects nothing.
     */
    @Test
    void twoOfThreeAreConnectedSecondsAfterErlangDisconnectsAndAllWhenTheNetworkRecovers() throws Exception {
        try (var lab = Lab.of(3);
                var monitored = new MonitoredMesh(lab.target())) {
            monitored.becomesWhole(FORMED);

            // When
            lab.node(0).cut(lab.node(1));
            long cut = System.nanoTime();
            await().atMost(Duration.ofSeconds(100))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> !claimsConnection(lab, 0, 1) && !claimsConnection(lab, 1, 0));

            // Then
            var together = new AtomicLong(System.nanoTime());
            monitored.stays(Duration.ofSeconds(25), seen -> {
                if (seen.islands().size() < 3) {
                    together.set(System.nanoTime());
                }
                assertThat(Duration.ofNanos(System.nanoTime() - together.get()))
                        .as("the time in which no two nodes were together")
                        .isLessThan(Duration.ofSeconds(10));
            });
            var _ = monitored.eventually(
                    HEALED, seen -> assertThat(seen.islands()).hasSize(2));

            // When
            Thread.sleep(Duration.ofSeconds(110).minus(Duration.ofNanos(System.nanoTime() - cut)));
            lab.restore();

            // Then
            monitored.becomesWhole(HEALED);
        }
    }

    /**
     * Erlang closes the cut link. prevent_overlapping_partitions, which would close others as well, is off:
     * everything else is the operator's doing.
     */
    @Test
    void reconnectingNodesClosesNoExistingConnection() {
        try (var lab = Lab.of(SIZE)) {
            // Given
            lab.nodes().forEach(node -> {
                node.kill();
                node.start(
                        node.name().toString(),
                        LabNode.COOKIE.value(),
                        "-kernel net_ticktime 4 prevent_overlapping_partitions false");
            });
            try (var monitored = new MonitoredMesh(lab.target())) {
                monitored.becomesWhole(FORMED);
                var before = connections(lab);

                // When
                lab.node(0).cut(lab.node(1));
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> !claimsConnection(lab, 0, 1) && !claimsConnection(lab, 1, 0));
                lab.restore();
                monitored.becomesWhole(HEALED);

                // Then
                var cut = new Link(lab.node(0).name(), lab.node(1).name());
                var after = connections(lab);
                assertThat(after.get(cut)).isNotEqualTo(before.get(cut));
                List.of(before, after)
                        .forEach(each -> each.keySet().removeAll(List.of(cut, new Link(cut.to(), cut.from()))));
                assertThat(after).hasSize(SIZE * (SIZE - 1) - 2).isEqualTo(before);
            }
        }
    }

    private static Map<Link, String> connections(Lab lab) {
        var connections = new TreeMap<Link, String>();
        lab.nodes()
                .forEach(node -> node.connections()
                        .forEach((peer, end) -> connections.put(
                                new Link(node.name(), NodeName.parse(peer).orElseThrow()), end)));
        return connections;
    }

    /** Whether one node claims to be connected to the other. */
    private static boolean claimsConnection(Lab lab, int one, int other) {
        return lab.node(one).peers().contains(lab.node(other).name().toString());
    }
}

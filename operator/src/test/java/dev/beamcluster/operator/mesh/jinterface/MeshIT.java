package dev.beamcluster.operator.mesh.jinterface;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.operator.mesh.Cause;
import dev.beamcluster.operator.mesh.Fault;
import dev.beamcluster.operator.mesh.Link;
import dev.beamcluster.operator.mesh.MeshReport;
import dev.beamcluster.operator.mesh.MeshTarget;
import dev.beamcluster.operator.mesh.NodeName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the operator sees of five real nodes when something is broken on purpose. */
@Isolated
class MeshIT {

    private static final int SIZE = 5;
    private static final Duration SEEN = Duration.ofSeconds(5);
    private static final Duration HEALED = Duration.ofSeconds(30);

    private static Lab lab;
    private Sight sight;

    @BeforeAll
    static void startNodes() {
        lab = Lab.of(SIZE);
    }

    @AfterAll
    static void endNodes() {
        lab.close();
    }

    @BeforeEach
    void formTheMesh() {
        sight = new Sight(lab.target());
        sight.becomesWhole(HEALED);
    }

    @AfterEach
    void giveEverythingBack() {
        lab.restore();
        sight.close();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aCutIsSeenBetweenItsTwoEndsAndNowhereElse(int one, int other) {
        // When
        lab.node(one).cut(lab.node(other));

        // Then
        var report = sight.eventually(
                SEEN, seen -> assertThat(seen.missingLinks()).containsOnlyKeys(links(List.of(one), List.of(other))));
        assertThat(report.missingLinks().values()).containsOnly(new Fault(Cause.NOT_ANSWERING));
        assertThat(report.islands()).hasSize(1);

        // When
        lab.restore();

        // Then
        sight.becomesWhole(HEALED);
    }

    static Stream<Arguments> pairs() {
        return IntStream.range(0, SIZE)
                .boxed()
                .flatMap(one -> IntStream.range(one + 1, SIZE).mapToObj(other -> Arguments.of(one, other)));
    }

    @Test
    void aPauseOfTheOperatorItselfIsNoOutage() throws InterruptedException {
        try (var operator = OtherOperator.of(lab)) {
            // Given
            await().atMost(HEALED)
                    .until(() -> !operator.reports().isEmpty()
                            && operator.reports().getLast().startsWith("WHOLE"));
            int before = operator.reports().size();

            // When it does not run for longer than a node's deadline, at whatever point of a round, until that cost an
            // answer
            for (int pause = 0; pause < 15 || (pause < 60 && operator.doubts() == 0); pause++) {
                operator.stop();
                Thread.sleep(1500);
                operator.letGo();
                Thread.sleep(150 + 17 * pause);
            }

            // Then
            assertThat(operator.doubts()).as("pauses that cost an answer").isPositive();
            assertThat(operator.reports()).as("reports").hasSize(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aNodeThatIsCutOffFromItsPeersIsAnIslandOfItsOwn(int alone) {
        // Given
        var others = IntStream.range(0, SIZE)
                .filter(ordinal -> ordinal != alone)
                .boxed()
                .toList();

        // When
        others.forEach(other -> lab.node(alone).cut(lab.node(other)));

        // Then
        var report = sight.eventually(
                SEEN, seen -> assertThat(seen.missingLinks()).containsOnlyKeys(links(List.of(alone), others)));
        assertThat(report.islands()).containsExactly(names(others), names(List.of(alone)));
        assertThat(report.unreachable()).isEmpty();
    }

    @Test
    void twoAndThreeAreTwoIslands() {
        // Given
        var three = List.of(0, 2, 4);
        var two = List.of(1, 3);

        // When
        three.forEach(one -> two.forEach(other -> lab.node(one).cut(lab.node(other))));

        // Then
        var report =
                sight.eventually(SEEN, seen -> assertThat(seen.missingLinks()).containsOnlyKeys(links(three, two)));
        assertThat(report.islands()).containsExactly(names(three), names(two));
    }

    @Test
    void oneDirectionIsEnoughToLoseALink() {
        // When
        lab.node(1).drop(lab.node(3));

        // Then
        var _ = sight.eventually(
                SEEN, seen -> assertThat(seen.missingLinks()).containsOnlyKeys(links(List.of(1), List.of(3))));

        // And the way that is lost is named, when the packets that pass the other way have come again
        var lost = new Fault(
                Cause.ONE_DIRECTION,
                "what " + lab.node(3).name() + " sends does not arrive at "
                        + lab.node(1).name());
        var _ = sight.eventually(
                Duration.ofSeconds(15),
                seen -> assertThat(seen.missingLinks().values()).containsExactly(lost, lost));
    }

    @Test
    void aFrozenVmIsNamedAndNothingElseIs() {
        // When
        lab.node(2).freeze();

        // Then
        try {
            var report = sight.eventually(
                    SEEN,
                    seen -> assertThat(seen.unreachable())
                            .containsOnlyKeys(lab.node(2).name()));
            assertThat(report.missingLinks().keySet())
                    .allMatch(link -> link.to().equals(lab.node(2).name()));
            var _ = sight.eventually(
                    Duration.ofSeconds(10),
                    seen -> assertThat(seen.unreachable())
                            .containsExactly(Map.entry(lab.node(2).name(), new Fault(Cause.FROZEN))));
        } finally {
            lab.node(2).thaw();
        }
        sight.becomesWhole(HEALED);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 40})
    void anOperatorThatIsCutOffFromOneNodeIsBlindAndNotLonger(int seconds) {
        // When
        lab.node(2).cutOperator();

        // Then
        var report = sight.eventually(
                SEEN,
                seen -> assertThat(seen.unreachable())
                        .containsOnlyKeys(lab.node(2).name()));
        assertThat(report.isWhole()).isEqualTo(MeshReport.Wholeness.UNKNOWN);
        assertThat(report.isSeenByAPeer(lab.node(2).name())).isTrue();
        sight.stays(
                Duration.ofSeconds(seconds),
                seen -> assertThat(seen.isWhole()).isEqualTo(MeshReport.Wholeness.UNKNOWN));

        // When
        lab.restore();

        // Then
        sight.becomesWhole(SEEN);
    }

    /** What no node says that means well; the frames of one that breaks the protocol itself are in {@link FramesTest}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ok",
                "[a | b]",
                "[list_to_atom(lists:duplicate(255, 120))]",
                "[list_to_atom(lists:duplicate(255, 16#1F600))]",
                "[self(), make_ref(), 1.0, 1 bsl 4000, #{a => b}, fun erlang:node/0]",
                "lists:duplicate(100000, none)",
                "lists:foldl(fun(_, A) -> [A] end, [], lists:seq(1, 100000))",
                "binary:copy(<<0>>, 10000000)",
                "{badrpc, nodedown}",
                "[{ok, node()}]"
            })
    void aNodeThatAnswersNonsenseHarmsNobody(String answer) {
        // When
        lab.node(2).answerEverythingWith(answer);

        // Then
        try {
            var report = sight.eventually(
                    SEEN,
                    seen -> assertThat(seen.unreachable())
                            .containsOnlyKeys(lab.node(2).name()));
            assertThat(causes(report))
                    .isSubsetOf(Cause.PROTOCOL_ERROR, Cause.REFUSED, Cause.NOT_ANSWERING, Cause.HANDSHAKE_FAILED);
            sight.stays(Duration.ofSeconds(2), seen -> {
                assertThat(seen.unreachable()).containsOnlyKeys(lab.node(2).name());
                assertThat(seen.missingLinks()).isEmpty();
            });
        } finally {
            lab.node(2).kill();
            lab.node(2).start();
        }
        sight.becomesWhole(HEALED);
    }

    @Test
    void aHealthyMeshIsWholeInAThousandRoundsWhateverElseTheProcessorsDo() {
        // Given
        sight.close();
        sight = new Sight(lab.target(Duration.ofMillis(1)));
        sight.becomesWhole(HEALED);
        var before = sight.told();

        // When
        lab.nodes().forEach(LabNode::keepBusy);

        // Then
        sight.sees(1_000, Duration.ofMinutes(2));
        assertThat(sight.told()).as("reports that differ").isEqualTo(before);
    }

    @Test
    void aNodeWhoseApplicationsAreStillStartingIsNoOutage() {
        // Given a node that, as while an application starts, does not tell what runs on it, and an operator that has
        // just come
        sight.close();
        assertThat(lab.node(3).ask("sys, suspend, [application_controller]")).isEqualTo("ok");
        try {
            // When
            sight = new Sight(lab.target());

            // Then
            sight.becomesWhole(SEEN);
            sight.stays(
                    Duration.ofSeconds(4), seen -> assertThat(seen.isWhole()).isEqualTo(MeshReport.Wholeness.WHOLE));
        } finally {
            assertThat(lab.node(3).ask("sys, resume, [application_controller]")).isEqualTo("ok");
        }
    }

    @Test
    void aVmThatIsGoneIsNamedAndItsNextLifeIsTakenIn() {
        // When
        lab.node(4).kill();

        // Then
        var report = sight.eventually(
                SEEN,
                seen -> assertThat(seen.unreachable())
                        .containsOnlyKeys(lab.node(4).name()));
        assertThat(causes(report)).containsAnyOf(Cause.NOT_REGISTERED, Cause.REFUSED);

        // When
        lab.node(4).start();

        // Then
        sight.becomesWhole(HEALED);
    }

    @Test
    void aMemberThatWasStartedHiddenIsNoPartOfTheMesh() {
        // Given
        var hidden = lab.node(4);
        hidden.kill();
        try {
            // When
            hidden.start(hidden.name().toString(), LabNode.COOKIE.value(), "-hidden");

            // Then
            var report = sight.eventually(
                    HEALED,
                    seen -> assertThat(seen.missingLinks().values()).hasSize(8).containsOnly(new Fault(Cause.HIDDEN)));
            assertThat(report.missingLinks()).containsOnlyKeys(links(List.of(4), List.of(0, 1, 2, 3)));
        } finally {
            hidden.kill();
            hidden.start();
        }
        sight.becomesWhole(HEALED);
    }

    @Test
    void anotherCookieIsNamed() {
        restartedOtherwise(lab.node(0).name().toString(), "another", Cause.COOKIE_MISMATCH);
    }

    @Test
    void anotherNameIsNamed() {
        restartedOtherwise("other@" + lab.node(0).name().host(), LabNode.COOKIE.value(), Cause.NAME_MISMATCH);
    }

    @Test
    void anotherHostPartIsNamed() {
        restartedOtherwise("lab@" + lab.node(0).address(), LabNode.COOKIE.value(), Cause.NAME_MISMATCH);
    }

    private void restartedOtherwise(String asName, String cookie, Cause expected) {
        var node = lab.node(0);
        node.kill();
        try {
            // When
            node.start(asName, cookie, "");

            // Then
            var _ = sight.eventually(HEALED, seen -> {
                assertThat(seen.unreachable()).containsOnlyKeys(node.name());
                assertThat(causes(seen)).containsExactly(expected);
            });
        } finally {
            node.kill();
            node.start();
        }
        sight.becomesWhole(HEALED);
    }

    /** What stands between a node and an operator that comes anew, what is told of it, and whether the peers see the node. */
    static Stream<Arguments> obstacles() {
        return Stream.of(
                obstacle("epmd is gone", LabNode::killEpmd, new Fault(Cause.REFUSED, "epmd, port 4369"), true),
                obstacle(
                        "epmd is silent", LabNode::freezeEpmd, new Fault(Cause.NOT_ANSWERING, "epmd, port 4369"), true),
                obstacle(
                        "epmd is cut off",
                        node -> node.cutOperatorFrom("4369"),
                        new Fault(Cause.TIMED_OUT, "epmd, port 4369"),
                        true),
                obstacle(
                        "the distribution is cut off",
                        node -> node.cutOperatorFrom("9100:9109"),
                        new Fault(Cause.TIMED_OUT, "distribution port"),
                        true),
                obstacle("the VM is silent", LabNode::freeze, new Fault(Cause.FROZEN), false));
    }

    private static Arguments obstacle(String name, Consumer<LabNode> put, Fault told, boolean seenByPeers) {
        return Arguments.argumentSet(name, put, told, seenByPeers);
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void anOperatorThatComesAnewTellsWhetherEpmdOrTheVmIsInItsWay(
            Consumer<LabNode> put, Fault told, boolean seenByPeers) {
        // Given
        sight.close();
        put.accept(lab.node(3));

        // When
        sight = new Sight(lab.target());

        // Then
        try {
            var report = sight.eventually(
                    SEEN,
                    seen -> assertThat(seen.unreachable())
                            .isEqualTo(Map.of(lab.node(3).name(), told)));
            assertThat(report.isSeenByAPeer(lab.node(3).name())).isEqualTo(seenByPeers);
        } finally {
            lab.restore();
            lab.node(3).thawEpmd();
            lab.node(3).kill();
            lab.node(3).start();
        }
        sight.becomesWhole(HEALED);
    }

    @Test
    void anEpmdThatNeverStopsTalkingHarmsNobody() {
        // Given
        sight.close();
        lab.node(3).floodFromEpmd();

        // When
        sight = new Sight(lab.target());

        // Then
        try {
            var report = sight.eventually(
                    Duration.ofSeconds(10),
                    seen -> assertThat(seen.unreachable())
                            .containsExactly(Map.entry(lab.node(3).name(), new Fault(Cause.NOT_REGISTERED))));
            assertThat(report.missingLinks()).isEmpty();
        } finally {
            lab.node(3).kill();
            lab.node(3).start();
        }
        sight.becomesWhole(HEALED);
    }

    @Test
    void aNodeThatDoesNotGetToItsCallsIsNotAnsweringAndIsBackWhenItDoes() {
        // When the process that answers calls is stopped, and nothing else is
        assertThat(lab.node(1).ask("sys, suspend, [rex]")).isEqualTo("ok");

        // Then
        try {
            var told = Map.of(lab.node(1).name(), new Fault(Cause.NOT_ANSWERING));
            var report = sight.eventually(
                    SEEN, seen -> assertThat(seen.unreachable()).isEqualTo(told));
            assertThat(report.isSeenByAPeer(lab.node(1).name())).isTrue();
            sight.stays(Duration.ofSeconds(8), seen -> {
                assertThat(seen.unreachable()).isEqualTo(told);
                assertThat(seen.missingLinks()).isEmpty();
            });
        } finally {
            assertThat(lab.node(1).ask("sys, resume, [rex]")).isEqualTo("ok");
        }

        // And what was asked meanwhile, and is answered now, is taken for no other answer
        sight.becomesWhole(SEEN);
        sight.stays(Duration.ofSeconds(4), seen -> assertThat(seen.isWhole()).isEqualTo(MeshReport.Wholeness.WHOLE));
    }

    @Test
    void aNodeWhoseSchedulersAreBusyIsNotAnsweringAndNoOtherIsBlamed() {
        // When
        lab.node(4).keepSchedulersBusy();

        // Then
        var busy = lab.node(4).name();
        var _ = sight.eventually(
                Duration.ofSeconds(8),
                seen -> assertThat(seen.unreachable()).isEqualTo(Map.of(busy, new Fault(Cause.NOT_ANSWERING))));
        sight.stays(Duration.ofSeconds(3), seen -> {
            assertThat(seen.unreachable().keySet()).isSubsetOf(busy);
            assertThat(seen.missingLinks().keySet()).allMatch(link -> link.to().equals(busy));
        });

        // And when they have time again
        sight.becomesWhole(HEALED);
    }

    /** A cut that is shorter than the tick time costs nothing at all. */
    @ParameterizedTest
    @ValueSource(ints = {5, 20})
    void noConnectionIsGivenUpWhileALinkIsCutAndHealed(int seconds) {
        // Given
        var before = connections();

        // When
        lab.node(0).cut(lab.node(2));
        var _ = sight.eventually(
                SEEN, seen -> assertThat(seen.missingLinks()).containsOnlyKeys(links(List.of(0), List.of(2))));
        sight.stays(
                Duration.ofSeconds(seconds),
                seen -> assertThat(seen.missingLinks()).containsOnlyKeys(links(List.of(0), List.of(2))));
        lab.restore();
        sight.becomesWhole(HEALED);

        // Then
        assertThat(connections()).isEqualTo(before);
    }

    private static List<Map<String, String>> connections() {
        var connections = lab.nodes().stream().map(LabNode::connections).toList();
        assertThat(connections).allSatisfy(each -> assertThat(each).hasSize(SIZE - 1));
        return connections;
    }

    @Test
    void namesThatDoNotResolveAtEitherEndAreTheCauseThatIsTold() {
        // Given
        lab.node(0).takeDnsAway();
        lab.node(4).takeDnsAway();

        // When
        lab.node(4).kill();
        lab.node(4).start();

        // Then
        var fault = new Fault(Cause.DNS_FAILURE);
        var left = lab.node(0).name();
        var right = lab.node(4).name();
        var _ = sight.eventually(
                HEALED,
                seen -> assertThat(seen.missingLinks())
                        .containsEntry(new Link(left, right), fault)
                        .containsEntry(new Link(right, left), fault));

        // When
        lab.restore();

        // Then
        sight.becomesWhole(HEALED);
    }

    @Test
    void aNodeThatResolvesNothingIsConnectedByItsPeers() {
        // Given
        lab.node(0).takeDnsAway();

        // When
        lab.node(4).kill();
        lab.node(4).start();

        // Then
        sight.becomesWhole(HEALED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void aNodeWhoseEpmdIsGoneConnectsToANewPeerItself(int restarted) {
        // Given
        lab.node(2).killEpmd();

        // When
        lab.node(restarted).kill();
        lab.node(restarted).start();

        // Then
        try {
            sight.becomesWhole(HEALED);
        } finally {
            lab.node(2).kill();
            lab.node(2).start();
        }
        sight.becomesWhole(HEALED);
    }

    @Test
    void aVisibleNodeThatIsNoMemberIsAStranger() {
        // Given
        try (var stranger = LabNode.on(lab.network(), SIZE)) {
            // When
            stranger.start(
                    stranger.name().toString(),
                    LabNode.COOKIE.value(),
                    "-eval \"net_kernel:connect_node('%s')\""
                            .formatted(lab.node(0).name()));

            // Then
            var _ = sight.eventually(SEEN, seen -> assertThat(seen.strangers()).containsExactly(stranger.name()));
        }
        sight.becomesWhole(HEALED);
    }

    @Test
    void whoOnlyWatchesConnectsNothing() {
        // Given
        sight.close();
        lab.node(1).kill();
        lab.node(1).start();

        // When
        sight = new Sight(lab.target(MeshTarget.Formation.APPLICATION, MeshTarget.Healing.RECONNECT));

        // Then
        var others = IntStream.of(0, 2, 3, 4).boxed().toList();
        var _ = sight.eventually(
                SEEN, seen -> assertThat(seen.missingLinks()).containsOnlyKeys(links(List.of(1), others)));
        sight.stays(
                Duration.ofSeconds(5),
                seen -> assertThat(seen.missingLinks()).containsOnlyKeys(links(List.of(1), others)));
    }

    @Test
    void aLinkThatOneEndLetGoOfIsConnectedAgain() {
        // When
        lab.node(1).letGoOf(lab.node(3));

        // Then
        sight.becomesWhole(SEEN);
    }

    @Test
    void withoutHealingOnlyNodesThatHaveNotMetAreConnected() {
        // Given
        healing(MeshTarget.Healing.NONE);

        // When
        lab.node(1).letGoOf(lab.node(3));

        // Then
        var lost = links(List.of(1), List.of(3));
        var _ = sight.eventually(SEEN, seen -> assertThat(seen.missingLinks()).containsKeys(lost));
        sight.stays(
                Duration.ofSeconds(5), seen -> assertThat(seen.missingLinks()).containsKeys(lost));

        // When
        lab.nodes().forEach(LabNode::kill);
        lab.nodes().forEach(LabNode::start);

        // Then
        sight.becomesWhole(HEALED);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20})
    void aSilentLinkIsResetWhenTheNetworkIsBack(int seconds) {
        // Given
        healing(MeshTarget.Healing.RESET);
        lab.node(0).cut(lab.node(2));
        var _ = sight.eventually(
                SEEN, seen -> assertThat(seen.missingLinks()).containsOnlyKeys(links(List.of(0), List.of(2))));
        sight.stays(
                Duration.ofSeconds(seconds),
                seen -> assertThat(seen.missingLinks()).containsOnlyKeys(links(List.of(0), List.of(2))));

        // When
        lab.restore();

        // Then
        sight.becomesWhole(Duration.ofSeconds(10));
    }

    private void healing(MeshTarget.Healing healing) {
        sight.close();
        sight = new Sight(lab.target(MeshTarget.Formation.OPERATOR, healing));
        sight.becomesWhole(HEALED);
    }

    /** Plain OTP takes three nodes apart for good; see facts of prevent_overlapping_partitions in docs. */
    @Test
    void aCutThatOutlivesTheTickTimeEndsInTheFullMesh() {
        // When
        lab.node(0).cut(lab.node(1));
        sight.stays(Duration.ofSeconds(3), seen -> assertThat(seen.nodes()).hasSize(SIZE));
        var _ = sight.eventually(
                Duration.ofSeconds(110),
                seen -> assertThat(seen.missingLinks().values()).contains(new Fault(Cause.TIMED_OUT)));

        // Then: OTP let go; the largest part that can be whole is whole while the network is still cut
        var best = sight.eventually(
                Duration.ofSeconds(30),
                seen -> assertThat(seen.islands().getFirst()).hasSize(SIZE - 1));
        assertThat(best.islands()).hasSize(2);

        // When
        lab.restore();

        // Then
        sight.becomesWhole(Duration.ofSeconds(10));
    }

    private static Set<Cause> causes(MeshReport report) {
        return report.unreachable().values().stream().map(Fault::cause).collect(Collectors.toSet());
    }

    private static SortedSet<NodeName> names(List<Integer> ordinals) {
        return ordinals.stream()
                .map(ordinal -> lab.node(ordinal).name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Both directions of every link between the one side and the other. */
    private static Link[] links(List<Integer> one, List<Integer> other) {
        return one.stream()
                .flatMap(from -> other.stream().flatMap(to -> {
                    var left = lab.node(from).name();
                    var right = lab.node(to).name();
                    return Stream.of(new Link(left, right), new Link(right, left));
                }))
                .toArray(Link[]::new);
    }
}

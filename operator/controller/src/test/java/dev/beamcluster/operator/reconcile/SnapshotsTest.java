package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.operator.desired.CookieSecret;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.FreshReport;
import dev.beamcluster.operator.observed.OwnSecret;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.reconcile.apply.CachedObjects;
import dev.beamcluster.operator.reconcile.credentials.MeshAccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class SnapshotsTest {

    private static final BeamCluster CHAT = Chat.cluster("");
    private static final BeamCluster DRAINED = Chat.cluster("drain: {module: Chat, function: drain}");

    private final ApiStandIn api = new ApiStandIn();
    private final RecordingMonitor monitor = new RecordingMonitor();
    private final ClusterSession session = new ClusterSession(Naming.id(CHAT), monitor, (_, _, _) -> {});

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void nodesBeyondTheSizeAreLeaving() {
        // When
        var seen = take(CHAT, Chat.statefulSet(CHAT, 11, 11), Chat.pod("chat-10"), Chat.pod("chat-1"));

        // Then
        assertThat(seen.leaving()).containsOnlyKeys(10);
        assertThat(seen.nodes()).extracting(node -> node.pod().isPresent()).containsExactly(false, true);
        assertThat(seen.workload())
                .hasValueSatisfying(facts -> assertThat(facts.replicas()).isEqualTo(2));
    }

    @Test
    void aPodCreatedByAUserIsNotANode() {
        // When
        var seen = take(CHAT, Chat.bare("chat-1"), Chat.bare("chat-999999"), Chat.bare("migration"));

        // Then
        assertThat(seen.allNodes()).allSatisfy(node -> assertThat(node.pod()).isEmpty());
        assertThat(seen.ignoredPods()).containsOnlyKeys("chat-1", "chat-999999", "migration");
        assertThat(seen.previousPods()).isEmpty();
    }

    @Test
    void aPodCreatedByAUserWithTheNameOfANodeKeepsTheNameTaken() {
        // When
        var seen =
                take(CHAT, Chat.statefulSet(CHAT, 2, 2), Chat.pod("chat-0"), Chat.bare("chat-1"), Chat.bare("chat-2"));

        // Then
        assertThat(seen.takenNames())
                .containsExactly(entry("chat-1", new PodTrouble.NameTaken(false, "beamcluster.dev/cluster=chat")));
        assertThat(seen.trouble(seen.nodes().getLast())).containsInstanceOf(PodTrouble.NameTaken.class);
        assertThat(take(CHAT, Chat.bare("chat-1")).takenNames())
                .as("the StatefulSet does not exist yet")
                .isEmpty();
    }

    @Test
    void aPodHeldByAFinalizerIsIgnored() {
        // Given
        var stuck = Chat.terminating(Chat.pod("chat-2"), Chat.NOW.minus(Duration.ofHours(1)));

        // When
        var seen = take(CHAT, Chat.statefulSet(CHAT, 2, 2), Chat.pod("chat-0"), Chat.pod("chat-1"), stuck);

        // Then
        assertThat(seen.leaving()).isEmpty();
        assertThat(seen.ignoredPods()).containsOnlyKeys("chat-2");
        assertThat(seen.workload())
                .hasValueSatisfying(facts -> assertThat(facts.replicas()).isEqualTo(2));
    }

    @Test
    void everyCacheIsReadOnce() {
        // Given
        var read = new ArrayList<Class<? extends HasMetadata>>();

        // When
        CachedObjects cached = CachedObjects.read(type -> {
            read.add(type);
            return Set.of();
        });
        var _ = new Snapshots(api.client()).take(CHAT, cached, session, Chat.NOW);

        // Then
        assertThat(read).doesNotHaveDuplicates().hasSameElementsAs(CachedObjects.TYPES);
    }

    @Test
    void aReportDoesNotApplyToAReplacedPod() {
        // Given a report of both nodes
        var before = take(CHAT, Chat.statefulSet(CHAT, 2, 2), Chat.pod("chat-0"), Chat.pod("chat-1"));
        monitor.reports.put(session.id(), new Observation(new MeshReport(new TreeMap<>()), Chat.NOW, before.members()));
        assertThat(take(CHAT, Chat.statefulSet(CHAT, 2, 2), Chat.pod("chat-0"), Chat.pod("chat-1"))
                        .mesh())
                .isInstanceOf(FreshReport.Fresh.class);

        // When another pod with the same name, and thus the same node name, has another address
        Pod replaced = Chat.pod("chat-1");
        replaced.getStatus().setPodIP("10.9.9.9");
        var after = take(CHAT, Chat.statefulSet(CHAT, 2, 2), Chat.pod("chat-0"), replaced);

        // Then
        assertThat(after.mesh()).isEqualTo(new FreshReport.OfOtherNodes());
    }

    @Test
    void aNodeIsDrainingFromTheTerminationOfItsPodUntilTheDrainEnds() {
        // Given
        Pod terminating = Chat.terminating(Chat.pod("chat-1"), Chat.NOW.plusSeconds(30));
        HasMetadata[] there = {Chat.statefulSet(DRAINED, 2, 2), Chat.pod("chat-0"), terminating};
        session.watch(target(take(DRAINED, there)));

        // Then
        assertThat(take(DRAINED, there).draining()).containsExactly("chat-1");
        session.drain(DRAINED, take(DRAINED, there), Chat.caches(there));
        assertThat(take(DRAINED, there).draining()).containsExactly("chat-1");

        // When
        monitor.call("chat-1").complete(new DrainResult.Drained());

        // Then
        assertThat(take(DRAINED, there).draining()).isEmpty();
        assertThat(take(CHAT, there).draining()).isEmpty();
    }

    @Test
    void theSnapshotHasTheGeneratedCookie() {
        var cookie = new Cookie("monster");
        var ours = CookieSecret.of(CHAT, cookie);
        var foreign = CookieSecret.of(Chat.named("chat", "another", ""), cookie);
        var empty = CookieSecret.of(CHAT, cookie);
        empty.setData(null);

        assertThat(take(CHAT).ownSecret()).isEqualTo(new OwnSecret.Missing());
        assertThat(take(CHAT, ours).ownSecret()).isEqualTo(new OwnSecret.Usable(cookie));
        assertThat(take(CHAT, foreign).ownSecret()).isEqualTo(new OwnSecret.Foreign());
        assertThat(take(CHAT, empty).ownSecret()).isInstanceOf(OwnSecret.Unusable.class);
        assertThat(take(CHAT, ours).toString()).doesNotContain("monster");
    }

    @Test
    void aNewStatefulSetOfNoPodsHasNothingToObserve() {
        assertThat(observed(0, 1)).isTrue();
        assertThat(observed(1, 1)).isFalse();
        assertThat(observed(0, 2)).as("it may have had pods").isFalse();
    }

    private boolean observed(int replicas, long generation) {
        var nodes = Chat.statefulSet(CHAT, replicas, replicas);
        nodes.getMetadata().setGeneration(generation);
        return take(CHAT, nodes).workload().orElseThrow().observed();
    }

    @Test
    void unreadableEventsAreNoFailure() {
        // Given an API server that lists no events, and a missing pod
        var seen = take(CHAT, Chat.statefulSet(CHAT, 2, 2), Chat.pod("chat-0"));

        // Then
        assertThat(api.requests()).anyMatch(request -> request.path().endsWith("/events"));
        assertThat(seen.workload())
                .hasValueSatisfying(facts -> assertThat(facts.failure()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "paused: false, OPERATOR",
        "paused: true, APPLICATION",
        "'paused: true, mesh: {formation: Operator, healing: Reset}', APPLICATION",
        "'mesh: {formation: Application}', APPLICATION"
    })
    void noLinkIsOpenedWhilePaused(String spec, MeshTarget.Formation formation) {
        // When
        var cluster = Chat.cluster(spec);
        var target = MeshTargets.of(cluster, take(cluster, Chat.orphan("chat-0")), access());

        // Then
        assertThat(target.formation()).isEqualTo(formation);
        assertThat(target.members()).as("probing continues").hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"paused: false, true", "'mesh: {healing: None}', true", "'mesh: {retransmitEverySecond: false}', false"
    })
    void silentLinksRetransmitEverySecondUnlessThatIsTurnedOff(String spec, boolean retransmits) {
        var cluster = Chat.cluster(spec);

        var target = MeshTargets.of(cluster, take(cluster), access());

        assertThat(target.retransmitsEverySecond()).isEqualTo(retransmits);
    }

    private Snapshot take(BeamCluster cluster, HasMetadata... objects) {
        return new Snapshots(api.client()).take(cluster, Chat.caches(objects), session, Chat.NOW);
    }

    private static MeshTarget target(Snapshot seen) {
        return MeshTargets.of(DRAINED, seen, access());
    }

    private static MeshAccess access() {
        return new MeshAccess(new Cookie("cookie"), List.of(), Protocol.standard());
    }
}

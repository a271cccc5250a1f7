package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Protocol;

/** What to watch. */
final class Targets {

    private Targets() {}

    /** Returns the target for a BeamCluster with these pods, which have no address yet. */
    static MeshTarget of(String... pods) {
        List<Member> members = Stream.of(pods)
                .map(pod -> new Member(
                        NodeName.parse("chat@" + pod + ".chat-nodes.shop.svc").orElseThrow(), pod, Optional.empty()))
                .toList();
        return new MeshTarget(
                new Cookie("cookie"),
                Protocol.standard(),
                members,
                List.of(),
                MeshTarget.Formation.OPERATOR,
                MeshTarget.Healing.RECONNECT,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }
}

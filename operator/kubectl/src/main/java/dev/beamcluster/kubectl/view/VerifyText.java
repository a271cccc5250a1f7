package dev.beamcluster.kubectl.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.FaultText;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.picture.MeshModel;
import dev.beamcluster.picture.MeshNotation;

/** What the plugin itself saw of a mesh, and next to it what the operator says. */
public final class VerifyText {

    private VerifyText() {}

    /**
     * Returns the drawing, what keeps each node from being reached, and the two opinions.
     *
     * @param refused for pods at which a forwarded connection was refused, the port
     * @param cluster the BeamCluster; empty for other workloads
     */
    public static String of(
            MeshReport report, List<Member> members, Map<String, Integer> refused, Optional<BeamCluster> cluster) {
        String drawing = MeshNotation.text.draw(MeshModel.of(report, members));
        String unreachable = members.stream()
                .flatMap(member -> Optional.ofNullable(report.unreachable().get(member.node()))
                        .map(fault -> unreachable(fault, member, refused))
                        .stream())
                .collect(Collectors.joining());
        String own = "seen from here: " + Health.of(report).word() + "\n";
        String operators = cluster.map(VerifyText::operators).orElse("");
        return drawing + (unreachable.isEmpty() ? "" : "\n" + unreachable) + "\n" + own + operators;
    }

    private static String unreachable(Fault fault, Member member, Map<String, Integer> refused) {
        Integer port = refused.get(member.pod());
        String why = port != null
                ? ("nothing listens on port %d at the pod's loopback address: a node that listens at the address of its"
                                + " pod only cannot be reached by port-forward")
                        .formatted(port)
                : FaultText.of(fault);
        return member.pod() + ": " + why + "\n";
    }

    private static String operators(BeamCluster cluster) {
        return Conditions.find(cluster, "Meshed")
                .map(meshed -> "the operator says: Meshed %s, %s: %s%n"
                        .formatted(meshed.getStatus(), meshed.getReason(), meshed.getMessage()))
                .orElse("");
    }
}

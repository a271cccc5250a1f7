package dev.beamcluster.kubectl.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.NodeName;

/** The nodes that belong to a mesh. */
public final class Members {

    private Members() {}

    /** Returns the nodes of a BeamCluster that are not leaving, with the addresses of their pods. */
    public static List<Member> of(BeamCluster cluster, List<Pod> pods) {
        if (cluster.getStatus() == null) {
            return List.of();
        }
        Map<String, String> addresses = addresses(pods);
        return cluster.getStatus().nodes().stream()
                .filter(node -> node.state() != NodeState.Leaving)
                .flatMap(node -> NodeName.parse(node.node())
                        .map(name -> new Member(name, node.pod(), Optional.ofNullable(addresses.get(node.pod()))))
                        .stream())
                .toList();
    }

    /** Returns the IP address of each running pod, by its name. */
    public static Map<String, String> addresses(List<Pod> pods) {
        var addresses = new HashMap<String, String>();
        pods.stream()
                .filter(pod -> pod.getStatus() != null
                        && pod.getStatus().getPodIP() != null
                        && "Running".equals(pod.getStatus().getPhase()))
                .forEach(pod -> addresses.put(
                        pod.getMetadata().getName(),
                        Objects.requireNonNull(pod.getStatus().getPodIP())));
        return addresses;
    }
}

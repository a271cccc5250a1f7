package dev.beamcluster.operator.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.observed.SpecFacts;

/**
 * The shortest way out of a fault, for this spec and these nodes. The end-to-end tests try each, and docs/conditions.md has
 * the others.
 */
final class Remedies {

    private static final String GATE =
            "restart all nodes with spec.rollout.gate: Pods (docs/day-two.md#rotating-a-cookie)";
    private static final String SETS_COOKIE = "remove -setcookie and RELEASE_COOKIE from the image";
    private static final Pattern INET6 = Pattern.compile("-proto_dist is inet6_(\\w+) and .* inet_\\1$");

    private final Snapshot seen;
    private final MeshReport report;
    private final PodNames pods;

    Remedies(Snapshot seen, MeshReport report) {
        this.seen = seen;
        this.report = report;
        this.pods = PodNames.of(seen);
    }

    /** Adds the remedy for nodes with this cause to a message about them. */
    String afterNodes(String message, Cause cause, SortedMap<NodeName, Fault> nodes) {
        Map.Entry<NodeName, Fault> first = nodes.firstEntry();
        return after(
                message,
                switch (cause) {
                    case NAME_MISMATCH ->
                        Optional.of(name(first.getKey(), first.getValue()) + orStillStarts(first.getKey()));
                    case COOKIE_MISMATCH -> Optional.of(cookie(nodes));
                    case TLS_FAILED -> certificate(first.getKey(), first.getValue());
                    case INCOMPATIBLE -> Optional.of("Build the image on such a release, or use a newer operator");
                    default -> Optional.empty();
                });
    }

    /** Adds the remedy for links with this cause to a message about them. */
    String afterLinks(String message, Cause cause, SortedMap<Link, Fault> links) {
        Fault first = links.firstEntry().getValue();
        return after(
                message,
                switch (cause) {
                    case COOKIE_MISMATCH -> Optional.of(formerCookie());
                    case TLS_FAILED -> Optional.of(listHosts(""));
                    case PROTOCOL_MISMATCH -> Optional.of(protocol(first));
                    case DNS_FAILURE -> nameServer(first);
                    case HIDDEN -> Optional.of("Remove -hidden from the image");
                    default -> Optional.empty();
                });
    }

    /** Adds to a message about nodes that nobody reaches what is known of those that run without distribution. */
    String afterUnreachable(String message, SortedMap<NodeName, Fault> nodes) {
        List<String> undistributed = nodes.entrySet().stream()
                .filter(entry -> entry.getValue().cause() == Cause.NOT_REGISTERED)
                .map(Map.Entry::getKey)
                .filter(node -> pod(node).filter(PodFacts::isFine).isPresent())
                .map(pods::of)
                .toList();
        return after(
                message,
                undistributed.isEmpty()
                        ? Optional.empty()
                        : Optional.of(ShortList.of(undistributed)
                                + (undistributed.size() == 1 ? " is" : " are")
                                + " ready, so the VM runs without distribution: `kubectl logs "
                                + undistributed.getFirst() + " -c beam` has the reason"));
    }

    private static String after(String message, Optional<String> remedy) {
        return remedy.map(sentence -> message + ". " + sentence).orElse(message);
    }

    private String name(NodeName node, Fault fault) {
        if (othersAnswer()) {
            return "Other nodes have the right name: " + NameRemedy.remove(spec().release())
                    + " the image or the command of " + pods.of(node);
        }
        return new NameRemedy(node, pods.of(node), pod(node).flatMap(PodFacts::address), spec()).of(fault.detail());
    }

    /** epmd does not say in which container a VM runs, so the name may be that of a sidecar. */
    private String orStillStarts(NodeName node) {
        return pod(node).filter(PodFacts::isFine).isPresent()
                ? ""
                : ". If it is the name of another VM in the pod, " + pods.of(node) + " is still starting";
    }

    private String cookie(SortedMap<NodeName, Fault> nodes) {
        if (spec().cookieSecret().isPresent()) {
            return "If Secret " + spec().cookieSecret().get()
                    + " was changed after they started, put the former cookie back, or " + GATE + "; otherwise "
                    + SETS_COOKIE;
        }
        return othersAnswer()
                ? "Other nodes have the cookie: " + SETS_COOKIE + " or the command of " + pods.of(nodes.firstKey())
                : "The image sets its own cookie: create a new BeamCluster that names the Secret with it in"
                        + " spec.cookie.secretRef, or " + SETS_COOKIE;
    }

    private String formerCookie() {
        String secret = spec().cookieSecret().map(name -> "Secret " + name).orElse("the Secret");
        String former =
                ShortList.of(report.withFormerCookie().stream().map(pods::of).toList());
        return "The cookie in " + secret + " was changed while nodes ran, and these have a former one: " + former
                + ". Put it back and delete the other pods, or " + GATE;
    }

    private Optional<String> certificate(NodeName node, Fault fault) {
        Matcher longer =
                Pattern.compile(Pattern.quote(node.host()) + "\\.(\\S+)").matcher(fault.detail());
        boolean hasLongerName = longer.find();
        if (!hasLongerName && !fault.detail().contains("is not in its certificate")) {
            return Optional.empty();
        }
        return Optional.of(listHosts(
                hasLongerName && !spec().byAddress() && spec().clusterDomain().isEmpty()
                        ? ", or create a new BeamCluster with spec.distribution.clusterDomain: " + longer.group(1)
                        : ""));
    }

    private String listHosts(String orElse) {
        return "List the host name of each node in the certificate"
                + spec().tlsSecret().map(name -> " of Secret " + name).orElse("") + orElse
                + ", or set spec.distribution.tls.verification: Authority";
    }

    private static String protocol(Fault fault) {
        return "Remove -proto_dist from the image"
                + (INET6.matcher(fault.detail()).find()
                        ? ", or create a new BeamCluster with spec.distribution.ipFamily: IPv6"
                        : "");
    }

    private static Optional<String> nameServer(Fault fault) {
        return fault.detail().startsWith("it resolves")
                ? Optional.empty()
                : Optional.of(
                        "Check dnsPolicy and dnsConfig in spec.template.spec, and the DNS of the Kubernetes cluster");
    }

    private boolean othersAnswer() {
        return report.unreachable().size() < report.nodes().size();
    }

    private Optional<PodFacts> pod(NodeName node) {
        return seen.allNodes().stream()
                .filter(expected -> expected.node().equals(node))
                .findFirst()
                .flatMap(ExpectedNode::pod);
    }

    private SpecFacts spec() {
        return seen.spec();
    }
}

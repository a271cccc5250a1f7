package dev.beamcluster.operator.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.operator.observed.SpecFacts;

/**
 * The shortest way to make the name of a node equal to the name under which it runs.
 *
 * @param wanted the name that the node should have
 * @param pod the name of its pod
 * @param address the address of its pod, if it is known
 */
record NameRemedy(NodeName wanted, String pod, Optional<String> address, SpecFacts spec) {

    private static final String DOMAIN = ".svc.";
    private static final String RECORD = ".pod.";

    /**
     * Returns what to do.
     *
     * @param actual the name under which the node runs, without its host if that is unknown
     */
    String of(String actual) {
        Optional<NodeName> name = NodeName.parse(actual);
        if (name.filter(full -> !full.isLong()).isPresent()) {
            return "The node has a short name: remove -sname, and RELEASE_DISTRIBUTION if it is set, from the image";
        }
        var fields = new ArrayList<String>();
        String before = name.map(NodeName::name).orElse(actual);
        if (!before.equals(wanted.name())) {
            fields.add("spec.node.name: " + before);
        }
        Optional<String> host = name.map(NodeName::host).filter(found -> !found.equalsIgnoreCase(wanted.host()));
        Optional<String> field = host.flatMap(this::fieldFor);
        field.ifPresent(fields::add);
        if (isByRecord()) {
            return host.isPresent() && field.isEmpty() ? computeHost(fields) : create(fields);
        }
        return host.isPresent() && field.isEmpty() ? setHost(fields) : create(fields) + ", or " + changeImage();
    }

    /** Returns the field that makes the host of the names this one; empty if there is none. */
    private Optional<String> fieldFor(String host) {
        if (address.filter(host::equalsIgnoreCase).isPresent()) {
            return Optional.of("spec.node.address: PodIP");
        }
        Optional<String> recordDomain = recordDomain(host);
        if (recordDomain.isPresent()) {
            return Optional.of((isByRecord() ? "" : "spec.node.address: PodDNS and ")
                    + "spec.distribution.clusterDomain: " + recordDomain.get());
        }
        if (spec.byAddress()) {
            return host.startsWith(pod + ".")
                    ? Optional.of("spec.node.address: DNS"
                            + domain(host).map(this::andDomain).orElse(""))
                    : Optional.empty();
        }
        String withoutDomain = spec.clusterDomain()
                .map(domain -> wanted.host().substring(0, wanted.host().length() - domain.length() - 1))
                .orElse(wanted.host());
        if (host.equalsIgnoreCase(withoutDomain)) {
            return Optional.of("no spec.distribution.clusterDomain");
        }
        return host.startsWith(withoutDomain + ".")
                ? Optional.of("spec.distribution.clusterDomain: " + host.substring(withoutDomain.length() + 1))
                : Optional.empty();
    }

    /** Returns the domain of the Kubernetes cluster if the host is the name of the pod's A record. */
    private Optional<String> recordDomain(String host) {
        int at = host.indexOf(RECORD);
        return at >= 0
                        && address.map(ip -> ip.replace('.', '-').replace(':', '-') + ".")
                                .filter(host::startsWith)
                                .isPresent()
                ? Optional.of(host.substring(at + RECORD.length()))
                : Optional.empty();
    }

    /** Whether the spec asks for names made of A records, which the image has to compute. */
    private boolean isByRecord() {
        return spec.byAddress() && wanted.host().contains(RECORD);
    }

    private Optional<String> domain(String host) {
        int at = host.indexOf(DOMAIN);
        return at < 0 ? Optional.empty() : Optional.of(host.substring(at + DOMAIN.length()));
    }

    private String andDomain(String domain) {
        return " and spec.distribution.clusterDomain: " + domain;
    }

    private static String create(List<String> fields) {
        return "To keep the image, create a new BeamCluster with " + String.join(" and ", fields);
    }

    private String computeHost(List<String> fields) {
        return (fields.isEmpty() ? "" : create(fields) + ". ")
                + "With spec.node.address: PodDNS the start script has to compute the host " + wanted.host();
    }

    /** The host comes from the image, and no field of the spec leads to the same. */
    private String setHost(List<String> fields) {
        String where = fields.isEmpty()
                ? "In spec.env"
                : "Create a new BeamCluster with " + String.join(" and ", fields) + ", and in spec.env";
        return where + " set the variable from which the image takes its host name to $(BEAM_HOST)"
                + (isCustom()
                        ? ", or its whole name to $(BEAM_NODE)"
                        : "; if it takes its whole name from a variable, use release: Custom and set that to $(BEAM_NODE)")
                + ". Or " + changeImage();
    }

    private String changeImage() {
        return remove(spec.release()) + " the image";
    }

    /** Returns what to remove, up to the place from which it has to be removed. */
    static String remove(String release) {
        return switch (release) {
            case "Mix" -> "remove RELEASE_NODE and RELEASE_DISTRIBUTION (rel/env.sh.eex) from";
            case "Relx" -> "remove -name and -sname (vm.args) from";
            default -> "remove -name and -sname from";
        };
    }

    private boolean isCustom() {
        return spec.release().equals("Custom");
    }
}

package dev.beamcluster.operator.status;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.operator.observed.SpecFacts;

import static org.assertj.core.api.Assertions.assertThat;

class NameRemedyTest {

    private static final String IMAGE =
            ", or remove RELEASE_NODE and RELEASE_DISTRIBUTION (rel/env.sh.eex) from the image";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ledger@chat-0.chat-nodes.shop.svc | spec.node.name: ledger",
                "ledger | spec.node.name: ledger",
                "chat@chat-0.chat-nodes.shop.svc.cluster.local | spec.distribution.clusterDomain: cluster.local",
                "ledger@chat-0.chat-nodes.shop.svc.k8s.example | spec.node.name: ledger and spec.distribution.clusterDomain: k8s.example",
                "chat@10.0.0.7 | spec.node.address: PodIP",
                "ledger@10.0.0.7 | spec.node.name: ledger and spec.node.address: PodIP",
                "chat@10-0-0-7.shop.pod.k8s.example | spec.node.address: PodDNS and spec.distribution.clusterDomain: k8s.example"
            })
    void theFieldThatMakesTheNamesEqualIsNamed(String actual, String fields) {
        assertThat(remedy("chat@chat-0.chat-nodes.shop.svc", mix(false, null)).of(actual))
                .isEqualTo("To keep the image, create a new BeamCluster with " + fields + IMAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat@chat-0.chat-nodes.shop.svc | no spec.distribution.clusterDomain",
                "chat@chat-0.chat-nodes.shop.svc.k8s.example | spec.distribution.clusterDomain: k8s.example",
                "chat@10.0.0.7 | spec.node.address: PodIP"
            })
    void aDomainInTheSpecIsReplaced(String actual, String fields) {
        assertThat(remedy("chat@chat-0.chat-nodes.shop.svc.cluster.local", mix(false, "cluster.local"))
                        .of(actual))
                .isEqualTo("To keep the image, create a new BeamCluster with " + fields + IMAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat@chat-0.chat-nodes.shop.svc | spec.node.address: DNS",
                "chat@chat-0.chat-nodes.shop.svc.cluster.local | spec.node.address: DNS and spec.distribution.clusterDomain: cluster.local"
            })
    void anAddressInTheSpecIsReplaced(String actual, String fields) {
        assertThat(remedy("chat@10.0.0.7", mix(true, null)).of(actual))
                .isEqualTo("To keep the image, create a new BeamCluster with " + fields + IMAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat@127.0.0.1 | In spec.env set the variable",
                "chat@10-0-0-8.shop.pod.cluster.local | In spec.env set the variable",
                "ledger@127.0.0.1 | Create a new BeamCluster with spec.node.name: ledger, and in spec.env set the variable"
            })
    void aHostThatNoFieldLeadsToComesFromAVariable(String actual, String beginning) {
        var remedy = remedy("chat@chat-0.chat-nodes.shop.svc", mix(false, null)).of(actual);

        assertThat(remedy).startsWith(beginning).contains("to $(BEAM_HOST)", "use release: Custom");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Relx | remove -name and -sname (vm.args) from the image",
                "Erl | remove -name and -sname from the image",
                "Custom | or its whole name to $(BEAM_NODE). Or remove -name and -sname from the image"
            })
    void whatToRemoveDependsOnTheRelease(String release, String part) {
        var spec = new SpecFacts(release, false, Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(remedy("chat@chat-0.chat-nodes.shop.svc", spec).of("chat@127.0.0.1"))
                .contains(part);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat@10-0-0-7.shop.pod.k8s.example | To keep the image, create a new BeamCluster with spec.distribution.clusterDomain: k8s.example",
                "ledger@10-0-0-7.shop.pod.cluster.local | To keep the image, create a new BeamCluster with spec.node.name: ledger",
                "chat@127.0.0.1 | With spec.node.address: PodDNS the start script has to compute the host 10-0-0-7.shop.pod.cluster.local"
            })
    void aNameOfARecordIsComputedByTheImage(String actual, String remedy) {
        assertThat(remedy("chat@10-0-0-7.shop.pod.cluster.local", mix(true, "cluster.local"))
                        .of(actual))
                .isEqualTo(remedy);
    }

    @ParameterizedTest
    @CsvSource({"chat@chat-0", "chat@localhost"})
    void aShortNameIsNoQuestionOfTheHost(String actual) {
        assertThat(remedy("chat@chat-0.chat-nodes.shop.svc", mix(false, null)).of(actual))
                .startsWith("The node has a short name: remove -sname");
    }

    private static NameRemedy remedy(String wanted, SpecFacts spec) {
        return new NameRemedy(NodeName.parse(wanted).orElseThrow(), "chat-0", Optional.of("10.0.0.7"), spec);
    }

    private static SpecFacts mix(boolean byAddress, @Nullable String domain) {
        return new SpecFacts("Mix", byAddress, Optional.ofNullable(domain), Optional.empty(), Optional.empty());
    }
}

package dev.beamcluster.operator.desired;

import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;

import static org.assertj.core.api.Assertions.assertThat;

class NamingTest {

    @ParameterizedTest
    @CsvSource({
        "DNS, chat@chat-1.chat-nodes.shop.svc.example.org",
        "PodIP, chat@10.1.2.3",
        "PodDNS, chat@10-1-2-3.shop.pod.example.org"
    })
    void aNodeIsNamedByTheAddressThatTheSpecChooses(String address, String node) {
        assertThat(Naming.node(cluster(address), 1, Optional.of("10.1.2.3"))).hasToString(node);
    }

    @Test
    void aRecordOfAnIpv6AddressHasDashesForColons() {
        assertThat(Naming.node(cluster("PodDNS"), 0, Optional.of("fd00:10:244::1f")))
                .hasToString("chat@fd00-10-244--1f.shop.pod.example.org");
    }

    @ParameterizedTest
    @CsvSource({"PodIP", "PodDNS"})
    void aPodWithoutAnAddressNamesItsNode(String address) {
        assertThat(Naming.node(cluster(address), 2, Optional.empty())).hasToString("chat@chat-2");
    }

    private static BeamCluster cluster(String address) {
        return Objects.requireNonNull(Serialization.unmarshal("""
                apiVersion: beamcluster.dev/v1alpha1
                kind: BeamCluster
                metadata: {name: chat, namespace: shop}
                spec: {image: chat, node: {address: %s}, distribution: {clusterDomain: example.org}}
                """.formatted(address), BeamCluster.class));
    }
}

package dev.beamcluster.mesh.erlang;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CertificateHostsTest {

    private static final String HOST = "chat-0.chat-nodes.shop.svc";

    @ParameterizedTest
    @CsvSource({
        "chat-0.chat-nodes.shop.svc, true,",
        "Chat-0.Chat-Nodes.SHOP.svc, true,",
        "*.chat-nodes.shop.svc, false, *.chat-nodes.shop.svc",
        "*.shop.svc, false,",
        "*, false,",
        "chat-1.chat-nodes.shop.svc, false,",
        "chat-0.chat-nodes.shop.svc.cluster.local, false,",
        "at-0.chat-nodes.shop.svc, false,"
    })
    void erlangAcceptsTheVeryNameAndOthersAWildcardForOneLabel(String name, boolean accepted, String otherForm) {
        var hosts = new CertificateHosts(List.of("elsewhere.example", name), List.of(), Optional.empty());

        assertThat(hosts.areAcceptedByErlang(HOST)).isEqualTo(accepted);
        assertThat(hosts.otherForm(HOST)).isEqualTo(Optional.ofNullable(otherForm));
    }

    @Test
    void erlangAcceptsAnAddressAsADnsNameOnly() {
        var asName = new CertificateHosts(List.of("10.0.0.7"), List.of(), Optional.empty());
        var asAddress = new CertificateHosts(List.of(), List.of("10.0.0.7"), Optional.empty());

        assertThat(asName.areAcceptedByErlang("10.0.0.7")).isTrue();
        assertThat(asAddress.areAcceptedByErlang("10.0.0.7")).isFalse();
        assertThat(asAddress.otherForm("10.0.0.7")).contains("the IP address 10.0.0.7");
        assertThat(asAddress.otherForm("10.0.0.8")).isEmpty();
    }

    @Test
    void erlangAcceptsTheCommonNameOfACertificateWithoutAlternatives() {
        var hosts = new CertificateHosts(List.of(), List.of(), Optional.of(HOST));

        assertThat(hosts.areAcceptedByErlang(HOST)).isTrue();
        assertThat(hosts.areAcceptedByErlang("chat-1.chat-nodes.shop.svc")).isFalse();
    }

    @Test
    void theMostSimilarNameIsNamed() {
        var hosts = new CertificateHosts(
                List.of("admin.example", HOST + ".cluster.local", "chat-1.chat-nodes.shop.svc.cluster.local"),
                List.of("10.0.0.7"),
                Optional.empty());

        assertThat(hosts.instead(HOST)).isEqualTo("which names chat-0.chat-nodes.shop.svc.cluster.local and 3 more");
        assertThat(new CertificateHosts(List.of("admin.example"), List.of(), Optional.empty()).instead(HOST))
                .isEqualTo("which names admin.example");
        assertThat(new CertificateHosts(List.of(), List.of(), Optional.empty()).instead(HOST))
                .isEqualTo("which names none");
    }
}

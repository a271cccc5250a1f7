package dev.beamcluster.mesh.erlang;

import java.io.InputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
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
        "chat-*.chat-nodes.shop.svc, false, chat-*.chat-nodes.shop.svc",
        "chat-0-*.chat-nodes.shop.svc, false,",
        "c*-*.chat-nodes.shop.svc, false,",
        "chat-0.*.shop.svc, false,",
        "*, false,",
        "chat-1.chat-nodes.shop.svc, false,",
        "chat-0.chat-nodes.shop.svc.cluster.local, false,",
        "at-0.chat-nodes.shop.svc, false,"
    })
    void erlangAcceptsTheVeryNameAndOthersAWildcardInTheFirstLabel(String name, boolean accepted, String otherForm) {
        var hosts = new CertificateHosts(List.of("elsewhere.example", name), List.of(), Optional.empty());

        assertThat(hosts.areAcceptedByErlang(HOST)).isEqualTo(accepted);
        assertThat(hosts.otherForm(HOST)).isEqualTo(Optional.ofNullable(otherForm));
    }

    @Test
    void anAddressMatchesTheVeryDnsNameOnly() {
        var asName = new CertificateHosts(List.of("10.0.0.7"), List.of(), Optional.empty());
        var asWildcard = new CertificateHosts(List.of("*.0.0.7"), List.of(), Optional.empty());
        var asAddress = new CertificateHosts(List.of(), List.of("10.0.0.7"), Optional.empty());

        assertThat(asName.areAcceptedByErlang("10.0.0.7")).isTrue();
        assertThat(asWildcard.otherForm("10.0.0.7")).isEmpty();
        assertThat(asAddress.areAcceptedByErlang("10.0.0.7")).isFalse();
        assertThat(asAddress.otherForm("10.0.0.7")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "dns-name, true,",
        "common-name, false, the common name chat-0.chat-nodes.shop.svc",
        "common-name-wildcard, false, the common name *.chat-nodes.shop.svc",
        "common-name-in-organization, false,",
        "common-name-not-ascii, false,",
        "other-alternative-name, false,"
    })
    void newReleasesOfErlangDoNotAcceptACommonName(String file, boolean accepted, String otherForm) throws Exception {
        CertificateHosts hosts = CertificateHosts.of(certificate(file));

        assertThat(hosts.areAcceptedByErlang(HOST)).isEqualTo(accepted);
        assertThat(hosts.otherForm(HOST)).isEqualTo(Optional.ofNullable(otherForm));
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

    private static X509Certificate certificate(String file) throws Exception {
        try (InputStream pem = CertificateHostsTest.class.getResourceAsStream("/certificates/" + file + ".pem")) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }
}

package dev.beamcluster.mesh.erlang;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The hosts that a certificate names.
 *
 * <p>Between nodes Erlang looks for the host of the node's name among the DNS names, without wildcards, or in the common
 * name of a certificate without alternative names (Erlang/OTP, inet_tls_dist and public_key:pkix_verify_hostname/2).
 * Other clients accept more forms, and authorities issue them.
 *
 * @param dnsNames alternative names of type dNSName
 * @param addresses alternative names of type iPAddress, as text
 * @param commonName the common name, if there are no alternative names
 */
record CertificateHosts(List<String> dnsNames, List<String> addresses, Optional<String> commonName) {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,+\"]+)");

    /**
     * Verifies that the certificate of a peer names its host. Not left to the JDK, which accepts forms that Erlang does not
     * accept, and the reverse, and whose messages do not say what the certificate names.
     *
     * @return the name of the host, if it has a form that Erlang does not accept
     */
    static Optional<String> verify(SSLSession session, String host) throws SSLException {
        if (!(session.getPeerCertificates()[0] instanceof X509Certificate certificate)) {
            throw new SSLPeerUnverifiedException("the certificate of the node is not of type X.509");
        }
        try {
            CertificateHosts hosts = of(certificate);
            if (hosts.areAcceptedByErlang(host)) {
                return Optional.empty();
            }
            Optional<String> other = hosts.otherForm(host);
            if (other.isEmpty()) {
                throw new SSLPeerUnverifiedException(TlsFailures.OTHER_HOST + ", " + hosts.instead(host));
            }
            return other;
        } catch (CertificateParsingException e) {
            throw new SSLException("the node's certificate cannot be read", e);
        }
    }

    static CertificateHosts of(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> alternatives =
                Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
        Matcher name = COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
        return new CertificateHosts(
                ofType(alternatives, DNS_NAME),
                ofType(alternatives, IP_ADDRESS),
                alternatives.isEmpty() && name.find() ? Optional.of(name.group(1)) : Optional.empty());
    }

    private static List<String> ofType(Collection<List<?>> alternatives, int type) {
        var found = new ArrayList<String>();
        for (List<?> alternative : alternatives) {
            if (Objects.equals(alternative.get(0), type) && alternative.get(1) instanceof String text) {
                found.add(text);
            }
        }
        return List.copyOf(found);
    }

    /** Whether Erlang finds this host in the certificate. */
    boolean areAcceptedByErlang(String host) {
        return Stream.concat(dnsNames.stream(), commonName.stream()).anyMatch(host::equalsIgnoreCase);
    }

    /** Returns the name that other clients accept for this host and Erlang does not. */
    Optional<String> otherForm(String host) {
        return dnsNames.stream()
                .filter(name -> isWildcardOf(name, host))
                .findFirst()
                .or(() -> addresses.stream()
                        .filter(host::equalsIgnoreCase)
                        .map(address -> "the IP address " + address)
                        .findFirst());
    }

    private static boolean isWildcardOf(String name, String host) {
        int dot = host.indexOf('.');
        return name.startsWith("*.") && dot > 0 && host.substring(dot).equalsIgnoreCase(name.substring(1));
    }

    /** Describes what the certificate names instead of this host; the most similar name comes first. */
    String instead(String host) {
        List<String> names = Stream.of(dnsNames.stream(), addresses.stream(), commonName.stream())
                .flatMap(some -> some)
                .sorted(Comparator.comparing((String name) -> !name.startsWith(host + "."))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        if (names.isEmpty()) {
            return "which names none";
        }
        return "which names " + names.getFirst() + (names.size() == 1 ? "" : " and " + (names.size() - 1) + " more");
    }
}

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
 * <p>Between nodes Erlang looks for the host of the node's name among the DNS names, without wildcards (Erlang/OTP,
 * inet_tls_dist and public_key:pkix_verify_hostname/2). It looked at the common name of a certificate without
 * alternative names, with wildcards, until OTP 26.2.5.21, 27.3.4.12, 28.5.0.1 and 29.0.1 (OTP-20130). Other clients
 * accept more forms, and authorities issue them.
 *
 * @param dnsNames alternative names of type dNSName
 * @param addresses alternative names of type iPAddress, as text
 * @param commonName the common name, if there are no alternative names
 */
record CertificateHosts(List<String> dnsNames, List<String> addresses, Optional<String> commonName) {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final Pattern IPV4 = Pattern.compile("[0-9.]+");

    /** In a name in the form of RFC 2253, a comma and an equals sign in a value have a backslash in front of them. */
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

    /** Whether Erlang finds this host in the certificate, whichever release it is. */
    boolean areAcceptedByErlang(String host) {
        return dnsNames.stream().anyMatch(name -> isSame(name, host));
    }

    /**
     * Returns the name that other clients, or earlier releases of Erlang, accept for this host. An address is not looked
     * for: where it is the host, the spec asks for no verification of hosts.
     */
    Optional<String> otherForm(String host) {
        return dnsNames.stream()
                .filter(name -> isWildcardOf(name, host))
                .findFirst()
                .or(() -> commonName
                        .filter(name -> isSame(name, host) || isWildcardOf(name, host))
                        .map(name -> "the common name " + name));
    }

    /** Ignores the case of ASCII letters alone: to {@code equalsIgnoreCase}, the Kelvin sign is the letter k. */
    private static boolean isSame(String name, String host) {
        return name.equalsIgnoreCase(host) && name.chars().allMatch(letter -> letter < 0x80);
    }

    /** Whether the name has one wildcard, in its first label, and matches the host. */
    private static boolean isWildcardOf(String name, String host) {
        int star = name.indexOf('*');
        int end = name.indexOf('.');
        int dot = host.indexOf('.');
        if (star < 0 || end < star || dot <= star || IPV4.matcher(host).matches()) {
            return false;
        }
        int afterStar = dot - (end - star - 1);
        return afterStar > star
                && isSame(name.substring(0, star), host.substring(0, star))
                && isSame(name.substring(star + 1), host.substring(afterStar));
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

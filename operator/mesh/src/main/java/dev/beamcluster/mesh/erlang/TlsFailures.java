package dev.beamcluster.mesh.erlang;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Describes why a TLS handshake failed, in the same words each time: the JDK's messages contain times and serial
 * numbers.
 */
final class TlsFailures {

    /**
     * A node that rejects our certificate sends an alert and closes the connection. It is a race whether the alert
     * arrives first, so both are reported in the same words.
     */
    static final String REFUSED = "the node rejected the operator's certificate";

    /** The beginning of the text about a certificate that does not name the node's host. */
    static final String OTHER_HOST = "the host name of the node is not in its certificate";

    private TlsFailures() {}

    static String describe(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(TlsFailures::isExact)
                .findFirst()
                .map(TlsFailures::ofCertificate)
                .orElseGet(() -> ofMessage(Objects.requireNonNullElse(failure.getMessage(), "")));
    }

    private static boolean isExact(Throwable cause) {
        return cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException;
    }

    private static String ofCertificate(Throwable cause) {
        return cause instanceof CertificateExpiredException
                ? "the node's certificate has expired"
                : "the node's certificate is not valid yet";
    }

    private static String ofMessage(String message) {
        if (message.contains("certification path") || message.contains("PKIX")) {
            return "the node's certificate is not signed by the authority in ca.crt";
        }
        if (message.contains("Received fatal alert") || message.contains("terminated the handshake")) {
            return REFUSED;
        }
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return "the node does not use TLS";
        }
        return message;
    }
}

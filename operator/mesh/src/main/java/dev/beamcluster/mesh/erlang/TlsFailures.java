package dev.beamcluster.mesh.erlang;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.stream.Stream;

/** Why TLS was not agreed on, in words that are the same each time: what the JDK says names times and serial numbers. */
final class TlsFailures {

    /**
     * A node that does not believe us says so and hangs up; whether what it said arrives before the end of the connection is
     * chance, so both are told in the same words.
     */
    static final String REFUSED = "the node ended it: it does not believe the operator's certificate";

    private TlsFailures() {}

    static String words(Throwable failure) {
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
        if (message.contains("subject alternative") || message.contains("No name matching")) {
            return "the node's certificate does not name its host";
        }
        if (message.contains("Received fatal alert") || message.contains("terminated the handshake")) {
            return REFUSED;
        }
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return "the node does not speak TLS";
        }
        return message;
    }
}

package dev.beamcluster.kubectl.cluster;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Secret;

import dev.beamcluster.kubectl.view.CertificateDates;

/** Reads when the certificates in a Secret end. */
final class CertificateReader {

    private CertificateReader() {}

    /** Returns the first end of those in {@code tls.crt} and {@code ca.crt}; empty if none can be read. */
    static Optional<CertificateDates> dates(Secret secret) {
        return Stream.of("tls.crt", "ca.crt")
                .flatMap(key -> ends(secret, key))
                .min(Comparator.naturalOrder())
                .map(ends -> new CertificateDates(secret.getMetadata().getName(), ends));
    }

    private static Stream<Instant> ends(Secret secret, String key) {
        String encoded = secret.getData() == null ? null : secret.getData().get(key);
        if (encoded == null) {
            return Stream.of();
        }
        try {
            var pem = new ByteArrayInputStream(Base64.getMimeDecoder().decode(encoded));
            return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .map(certificate ->
                            ((X509Certificate) certificate).getNotAfter().toInstant());
        } catch (CertificateException | IllegalArgumentException e) {
            // The operator reports a certificate that it cannot read.
            return Stream.of();
        }
    }
}

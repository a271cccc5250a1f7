package dev.beamcluster.kubectl.view;

import java.time.Instant;

/**
 * When a certificate of the distribution ends.
 *
 * @param secret the Secret with the certificate
 * @param ends when it, or an authority in the same Secret, ends: the first of them
 */
public record CertificateDates(String secret, Instant ends) {}

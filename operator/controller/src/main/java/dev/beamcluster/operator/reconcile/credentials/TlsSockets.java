package dev.beamcluster.operator.reconcile.credentials;

import java.time.Instant;
import javax.net.ssl.SSLSocketFactory;

/**
 * The certificates of one Secret, ready for use.
 *
 * @param factory creates sockets with them
 * @param expiration when the first certificate of the chain in {@code tls.crt} expires
 */
record TlsSockets(SSLSocketFactory factory, Instant expiration) {}

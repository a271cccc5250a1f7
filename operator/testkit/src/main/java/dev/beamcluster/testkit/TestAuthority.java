package dev.beamcluster.testkit;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for tests. */
public final class TestAuthority {

    private static final AtomicLong SERIAL = new AtomicLong();
    private static final Duration A_DAY = Duration.ofDays(1);

    private final X500Principal name;
    private final KeyPair pair = pair("EC");
    private final X509Certificate own;

    public TestAuthority(String name) {
        this.name = new X500Principal("CN=" + name);
        this.own = sign(this.name, pair, List.of(), Instant.now().plus(A_DAY), true);
    }

    /**
     * A key and its certificate, in PEM.
     *
     * @param pkcs8 the key in PKCS #8
     * @param traditional the key in its algorithm's older format
     * @param key the parsed key
     * @param read the parsed certificate
     */
    public record Issued(String certificate, String pkcs8, String traditional, PrivateKey key, X509Certificate read) {}

    /** The authority's own certificate, in PEM. */
    public String certificate() {
        return pem(own);
    }

    /** Sockets that present the issued certificate and trust this authority. */
    public SSLSocketFactory sockets(Issued issued) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", issued.key(), new char[0], new Certificate[] {issued.read()});
            store.setCertificateEntry("authority", own);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Issues a certificate for these hosts, with an EC key, valid for a day. */
    public Issued issue(List<String> hosts) {
        return issue("EC", hosts, Instant.now().plus(A_DAY));
    }

    public Issued issue(String algorithm, List<String> hosts, Instant end) {
        KeyPair issued = pair(algorithm);
        X509Certificate certificate = sign(new X500Principal("CN=node"), issued, hosts, end, false);
        return new Issued(
                pem(certificate),
                pkcs8(issued.getPrivate()),
                pem(issued.getPrivate()),
                issued.getPrivate(),
                certificate);
    }

    private X509Certificate sign(
            X500Principal subject, KeyPair subjects, List<String> hosts, Instant end, boolean isAuthority) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(SERIAL.incrementAndGet()),
                    Date.from(Instant.now().minus(A_DAY)),
                    Date.from(end),
                    subject,
                    subjects.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            if (!hosts.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(hosts.stream()
                                .map(host -> new GeneralName(GeneralName.dNSName, host))
                                .toArray(GeneralName[]::new)));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair(String algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize("EC".equals(algorithm) ? 256 : 2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pkcs8(PrivateKey key) {
        try {
            return pem(new JcaPKCS8Generator(key, null).generate());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(Object object) {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}

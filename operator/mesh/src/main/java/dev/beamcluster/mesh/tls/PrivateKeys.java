package dev.beamcluster.mesh.tls;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key in PEM: PKCS #8 (RFC 5958), or the older forms of RSA (RFC 8017) and EC (RFC 5915), which cert-manager writes by
 * default. The JDK reads only PKCS #8, which wraps either of the older forms.
 */
final class PrivateKeys {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?)PRIVATE KEY-----([^-]*)-----END \\1PRIVATE KEY-----");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {2, 1, 0};

    private PrivateKeys() {}

    /**
     * Reads a private key.
     *
     * @param fits the matching public key, which names the algorithm
     * @throws GeneralSecurityException if the text is not a private key, or the key is encrypted or of another algorithm
     */
    static PrivateKey read(String pem, PublicKey fits) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new InvalidKeySpecException("no unencrypted private key in PEM");
        }
        byte[] content;
        try {
            content = Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("no PEM", e);
        }
        byte[] pkcs8 = block.group(1).isEmpty() ? content : wrapped(content, fits);
        return KeyFactory.getInstance(fits.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static byte[] wrapped(byte[] content, PublicKey fits) {
        var inside = new ByteArrayOutputStream();
        inside.writeBytes(VERSION_0);
        inside.writeBytes(algorithm(fits.getEncoded()));
        inside.writeBytes(element(OCTET_STRING, content));
        return element(SEQUENCE, inside.toByteArray());
    }

    /**
     * Returns the algorithm of a public key, which is a sequence of the algorithm, itself a sequence, and the key (RFC 5280,
     * SubjectPublicKeyInfo).
     */
    private static byte[] algorithm(byte[] publicKey) {
        int start = 1 + lengthBytes(publicKey[1]);
        int length = 2 + publicKey[start + 1];
        byte[] algorithm = new byte[length];
        System.arraycopy(publicKey, start, algorithm, 0, length);
        return algorithm;
    }

    /** Returns the number of bytes of an encoded length, from its first byte (X.690, 8.1.3). */
    private static int lengthBytes(byte first) {
        return first >= 0 ? 1 : 1 + (first & 0x7f);
    }

    private static byte[] element(int tag, byte[] content) {
        var element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.length < 0x80) {
            element.write(content.length);
        } else {
            // Two bytes hold the length of any key.
            element.write(0x82);
            element.write(content.length >> 8);
            element.write(content.length);
        }
        element.writeBytes(content);
        return element.toByteArray();
    }
}

package dev.beamcluster.operator.desired;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;

/**
 * The hash by which the operator detects that the pod template of a StatefulSet has changed. The template in the API server
 * cannot be compared, because the API server has added defaults to it.
 */
final class PodTemplateHash {

    /** Half of SHA-256 is more than enough to distinguish a few hundred templates. */
    private static final int BYTES = 16;

    private static final ObjectMapper JSON = new ObjectMapper();

    private PodTemplateHash() {}

    static String of(PodTemplateSpec template) {
        try {
            byte[] text = JSON.valueToTree(template).toString().getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}

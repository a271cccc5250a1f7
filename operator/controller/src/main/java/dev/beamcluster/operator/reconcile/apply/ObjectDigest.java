package dev.beamcluster.operator.reconcile.apply;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** The digest of an object that is only compared later. The operator remembers several for each of many BeamClusters. */
final class ObjectDigest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Half of SHA-256 is more than enough to tell an object from its earlier versions. */
    private static final int BYTES = 16;

    private static final List<String> SET_BY_THE_SERVER = List.of("managedFields", "resourceVersion", "generation");

    private ObjectDigest() {}

    /** Returns the digest of an object without the parts that others maintain: the status, and what the API server sets. */
    static String of(HasMetadata object) {
        ObjectNode tree = JSON.valueToTree(object);
        tree.remove("status");
        tree.withObjectProperty("metadata").remove(SET_BY_THE_SERVER);
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(tree.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}

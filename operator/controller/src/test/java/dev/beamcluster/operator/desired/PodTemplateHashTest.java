package dev.beamcluster.operator.desired;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/**
 * The hashes of the templates that earlier releases applied. They never change: another hash means that an upgrade of
 * the operator restarts every node.
 */
class PodTemplateHashTest {

    @ParameterizedTest
    @CsvSource({
        "cpu-limit, 0c9d6e828d47ff60f4b4b63c772a2796",
        "cpu-limit-custom, fc410eb4594dbc443bbc416530a7f24d",
        "cpu-limit-in-template, 90b982a6de7579a9b4717b27328bb80d",
        "custom, 13f1b9442b09ec17e38c42b14a64ea82",
        "drain, 42248502b18eb43cd5d7f65b5ee0fbe9",
        "erl, bbfb0a4d3cd81e1d42ea6a3f03c21492",
        "flags, f5fdfb02c2e3e1d0a411f0bee7fa3af8",
        "mix, 7c08831777c5bc1665f2ea7dbf5749e1",
        "mix-with-cookie-file, 94d6e1ae68c6ae76eb5e3a294f38273d",
        "network-policy-off, 7c08831777c5bc1665f2ea7dbf5749e1",
        "null-in-template, 7a84fea73453164271cedf598fe2e877",
        "ports-and-resources, 4f66a4c1c218e9ba6f54e98753809d3a",
        "probe-of-the-users, bb7f0b2cb701ff42b89a5e99dcdd4576",
        "relx, bd3d97139fcad52d1045c85b121dc70f",
        "single-node, 7c08831777c5bc1665f2ea7dbf5749e1",
        "storage, 0506a879784dbcf775a3db6ab24c9ae4",
        "template, abb7b64fecd01b5bfdb984ccaecb6953",
        "tls, 433af0641bd6c94e995d346555f01dbe",
        "two-ports-to-one-target, 08fe56d27b0870425383eff236e0d3f2",
        "without-epmd-by-pod-ip, 1c689cfe9771c9fe11c9a9913bd301be"
    })
    void anUpgradeOfTheOperatorRestartsNoNode(String folder, String hash) throws IOException {
        // Given
        var yaml = Files.readString(Path.of("src/test/resources/desired", folder, "in.yaml"));
        var cluster = Serialization.unmarshal(yaml, BeamCluster.class);

        // When
        var desired = Desired.of(
                cluster,
                OperatorPods.of("beamcluster-system", Map.of("app", "beamcluster")),
                Optional.of(new AppliedTemplate(PodDefaults.V1, Optional.of(hash), false)));

        // Then
        assertThat(desired)
                .asInstanceOf(type(Desired.Objects.class))
                .extracting(Desired.Objects::template, as(STRING))
                .isEqualTo(hash);
    }
}

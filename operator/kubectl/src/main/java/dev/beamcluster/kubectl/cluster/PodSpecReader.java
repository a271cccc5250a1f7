package dev.beamcluster.kubectl.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Reads what the commands use of the spec of a pod: the Kubernetes node, and the images. To learn how to read all of it takes a JVM
 * that has just started about as long as to connect to the API server.
 */
final class PodSpecReader extends StdDeserializer<PodSpec> {

    private PodSpecReader() {
        super(PodSpec.class);
    }

    /** Reads objects as the client library does, apart from the specs of pods. */
    static KubernetesSerialization serialization() {
        var mapper = new ObjectMapper();
        mapper.registerModule(new SimpleModule().addDeserializer(PodSpec.class, new PodSpecReader()));
        return new KubernetesSerialization(mapper, false);
    }

    @Override
    public PodSpec deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode spec = context.readTree(parser);
        List<Container> containers = new ArrayList<>();
        for (JsonNode container : spec.path("containers")) {
            containers.add(new ContainerBuilder()
                    .withName(container.path("name").asText())
                    .withImage(container.path("image").asText())
                    .build());
        }
        return new PodSpecBuilder()
                .withNodeName(spec.path("nodeName").textValue())
                .withContainers(containers)
                .build();
    }
}

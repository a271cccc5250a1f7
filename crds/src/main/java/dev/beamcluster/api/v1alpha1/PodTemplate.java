package dev.beamcluster.api.v1alpha1;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import org.jspecify.annotations.Nullable;

/** Laid over the pod template that the operator makes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PodTemplate(
        @JsonPropertyDescription("Labels and annotations of the pods, besides the operator's own.") @Nullable
        Metadata metadata,

        @JsonPropertyDescription(
                "A PodSpec (`kubectl explain pod.spec`), merged as `kubectl patch --type=strategic` does:"
                        + " containers, volumes and variables by name, mounts by path. Add sidecars, volumes, tolerations,"
                        + " affinity, probes; change the container `beam`. What the operator needs cannot be taken away.")
        @PreserveUnknownFields
        @Nullable
        Map<String, Object> spec) {

    /** Labels and annotations. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metadata(
            @JsonPropertyDescription("Labels; keys of beamcluster.dev and app.kubernetes.io/name, /instance and"
                    + " /managed-by are the operator's.")
            Map<String, String> labels,

            @JsonPropertyDescription(
                    "Annotations. A changed one restarts the nodes one by one, as `kubectl rollout" + " restart` does.")
            Map<String, String> annotations) {

        public Metadata {
            labels = labels == null ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(labels));
            annotations =
                    annotations == null ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
        }
    }
}

package dev.beamcluster.api.v1alpha1;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import org.jspecify.annotations.Nullable;

/** Changes to the pod template that the operator makes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PodTemplate(
        @JsonPropertyDescription("Labels and annotations of the pods, in addition to those of the operator.") @Nullable
        Metadata metadata,

        @JsonPropertyDescription(
                "A PodSpec (see `kubectl explain pod.spec`), merged as by `kubectl patch --type=strategic`:"
                        + " containers, volumes and variables by name, mounts by path; null removes a field. Use it to"
                        + " add sidecars, volumes, tolerations, affinity or probes, and to change the container `beam`."
                        + " What the operator needs cannot be replaced or removed.")
        @PreserveUnknownFields
        @Nullable
        Map<String, Object> spec) {

    /** Labels and annotations. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metadata(
            @JsonPropertyDescription(
                    "Labels. Keys in beamcluster.dev/ and app.kubernetes.io/name, /instance and /managed-by are"
                            + " reserved for the operator.")
            Map<String, String> labels,

            @JsonPropertyDescription(
                    "Annotations. Keys in beamcluster.dev/ are reserved for the operator. A change replaces the"
                            + " nodes one by one, as `kubectl rollout restart` does.")
            Map<String, String> annotations) {

        public Metadata {
            labels = labels == null ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(labels));
            annotations =
                    annotations == null ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
        }
    }
}

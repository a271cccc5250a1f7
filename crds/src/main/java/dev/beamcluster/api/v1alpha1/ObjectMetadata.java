package dev.beamcluster.api.v1alpha1;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Labels and annotations of the objects that the operator creates: {@code spec.childMetadata}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ObjectMetadata(
        @JsonPropertyDescription(
                "Labels. Keys in beamcluster.dev/ and app.kubernetes.io/name, /instance and /managed-by are reserved for"
                        + " the operator.")
        Map<String, String> labels,

        @JsonPropertyDescription("Annotations. Keys in beamcluster.dev/ are reserved for the operator.")
        Map<String, String> annotations) {

    public ObjectMetadata {
        labels = labels == null ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = annotations == null ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }
}

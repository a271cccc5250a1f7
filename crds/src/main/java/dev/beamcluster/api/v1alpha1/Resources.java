package dev.beamcluster.api.v1alpha1;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;

/** Compute resources of the container in which a node runs. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Resources(
        @JsonPropertyDescription("Amounts that are reserved for the node, for example {cpu: 500m, memory: 256Mi}.")
        Map<String, Quantity> requests,

        @JsonPropertyDescription("Amounts that the node may use at most.")
        Map<String, Quantity> limits) {

    public Resources {
        requests = requests == null ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(requests));
        limits = limits == null ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(limits));
    }
}

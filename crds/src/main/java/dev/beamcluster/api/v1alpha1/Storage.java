package dev.beamcluster.api.v1alpha1;

import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** Disks of the nodes: each node has its own, and keeps it when its pod is replaced. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "self.volumes.size() == oldSelf.volumes.size()"
                + " && self.volumes.all(v, oldSelf.volumes.exists(o, o.name == v.name))",
        message = "spec.storage.volumes cannot be added, removed or renamed later: the disks of the nodes that run are"
                + " made; make a new BeamCluster instead")
public record Storage(
        @JsonPropertyDescription(
                "The volumes of each node, 1 to 10. The claim of a node is called VOLUME-NAME-ORDINAL.")
        @Required
        List<Volume> volumes,

        @JsonPropertyDescription(
                "What becomes of the claims when the BeamCluster is deleted: Retain (default) or Delete.")
        @Default("Retain")
        Retention whenDeleted,

        @JsonPropertyDescription("What becomes of the claim of a node that is scaled away: Retain (default; the node"
                + " finds it again when it comes back) or Delete.")
        @Default("Retain")
        Retention whenScaled) {

    public Storage {
        volumes = volumes == null ? List.of() : List.copyOf(volumes);
        whenDeleted = Objects.requireNonNullElse(whenDeleted, Retention.Retain);
        whenScaled = Objects.requireNonNullElse(whenScaled, Retention.Retain);
    }

    /** What becomes of a claim. */
    public enum Retention {
        Retain,
        Delete
    }

    /** How a volume may be mounted. */
    public enum AccessMode {
        ReadWriteOnce,
        ReadWriteOncePod,
        ReadWriteMany
    }

    /** A volume of each node. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    @ValidationRule(
            value =
                    "self.accessMode == oldSelf.accessMode && has(self.storageClassName) == has(oldSelf.storageClassName)"
                            + " && (!has(self.storageClassName) || self.storageClassName == oldSelf.storageClassName)",
            message =
                    "spec.storage.volumes[].accessMode and .storageClassName cannot be changed: the disks are made; make a"
                            + " new BeamCluster instead")
    // On the type: the generator writes a rule on a record's component twice, which server-side apply refuses.
    @ValidationRule(
            value = "isQuantity(self.size) && quantity(self.size).isGreaterThan(quantity('0'))",
            message = "spec.storage.volumes[].size must be a positive quantity, for example 10Gi")
    public record Volume(
            @JsonPropertyDescription("The volume's name, 1 to 30 lower-case letters, digits and '-'; unique.")
            @Required
            @Size(min = 1, max = 30)
            @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
            String name,

            @JsonPropertyDescription("Where the node finds it, an absolute path.")
            @Required
            @Size(min = 2, max = 200)
            @Pattern("^/[^:]*$")
            String mountPath,

            @JsonPropertyDescription(
                    "How large, for example 10Gi. May be raised later, where the storage class allows it; a size below"
                            + " that of the disks is told and changes nothing.")
            @Required
            @Size(min = 1, max = 30)
            String size,

            @JsonPropertyDescription(
                    "The storage class; without it the Kubernetes cluster's default. Cannot be changed.")
            @Size(min = 1, max = 253)
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
            @Nullable
            String storageClassName,

            @JsonPropertyDescription("ReadWriteOnce (default), ReadWriteOncePod or ReadWriteMany. Cannot be changed.")
            @Default("ReadWriteOnce")
            AccessMode accessMode) {

        public Volume {
            accessMode = Objects.requireNonNullElse(accessMode, AccessMode.ReadWriteOnce);
        }

        /** The size, in the form in which the API server writes it. */
        public Quantity quantity() {
            return new Quantity(size);
        }
    }
}

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

/** Persistent volumes: every node has its own and keeps them when its pod is replaced. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "self.volumes.size() == oldSelf.volumes.size()"
                + " && self.volumes.all(v, oldSelf.volumes.exists(o, o.name == v.name))",
        message = "spec.storage.volumes cannot be added, removed or renamed later, because Kubernetes does not"
                + " change the volumes of a StatefulSet: create a new BeamCluster instead")
public record Storage(
        @JsonPropertyDescription("Volumes of every node, 1 to 10. The PersistentVolumeClaim of a node is called"
                + " VOLUME-NAME-ORDINAL. Volumes cannot be added, removed or renamed later.")
        @Required
        List<Volume> volumes,

        @JsonPropertyDescription(
                "What happens to the claims when the BeamCluster is deleted: Retain (default) or Delete.")
        @Default("Retain")
        Retention whenDeleted,

        @JsonPropertyDescription(
                "What happens to the claims of a node that is scaled down: Retain (default; the node finds"
                        + " them again when it comes back) or Delete.")
        @Default("Retain")
        Retention whenScaled) {

    public Storage {
        volumes = volumes == null ? List.of() : List.copyOf(volumes);
        whenDeleted = Objects.requireNonNullElse(whenDeleted, Retention.Retain);
        whenScaled = Objects.requireNonNullElse(whenScaled, Retention.Retain);
    }

    /** What happens to a PersistentVolumeClaim. */
    public enum Retention {
        Retain,
        Delete
    }

    /** How Kubernetes may mount a volume. */
    public enum AccessMode {
        ReadWriteOnce,
        ReadWriteOncePod,
        ReadWriteMany
    }

    /** A volume of every node. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    @ValidationRule(
            value =
                    "self.accessMode == oldSelf.accessMode && has(self.storageClassName) == has(oldSelf.storageClassName)"
                            + " && (!has(self.storageClassName) || self.storageClassName == oldSelf.storageClassName)",
            message = "spec.storage.volumes[].accessMode and storageClassName cannot be changed, because the disks"
                    + " already exist: create a new BeamCluster with another name instead (with the same name it"
                    + " would find the retained disks of this one)")
    // On the type, because the generator writes a rule on a record component twice, which server-side apply refuses.
    @ValidationRule(
            value = "isQuantity(self.size) && quantity(self.size).isGreaterThan(quantity('0'))",
            message = "spec.storage.volumes[].size must be a positive quantity, for example 10Gi")
    public record Volume(
            @JsonPropertyDescription("Name of the volume, unique, 1 to 30 lower-case letters, digits and '-'.")
            @Required
            @Size(min = 1, max = 30)
            @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
            String name,

            @JsonPropertyDescription(
                    "Absolute path at which the node finds the volume, 2 to 200 characters without ':'.")
            @Required
            @Size(min = 2, max = 200)
            @Pattern("^/[^:]*$")
            String mountPath,

            @JsonPropertyDescription(
                    "Size of the volume, for example 10Gi. It can be raised later if the storage class allows it;"
                            + " a smaller size than the disks have is reported and changes nothing.")
            @Required
            @Size(min = 1, max = 30)
            String size,

            @JsonPropertyDescription(
                    "Name of the StorageClass; default: that of the Kubernetes cluster. Cannot be changed.")
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

        /** The size as a quantity. */
        public Quantity quantity() {
            return new Quantity(size);
        }
    }
}

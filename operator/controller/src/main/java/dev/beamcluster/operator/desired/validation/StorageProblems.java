package dev.beamcluster.operator.desired.validation;

import java.util.List;
import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Storage;
import dev.beamcluster.api.v1alpha1.Storage.Volume;
import dev.beamcluster.operator.desired.template.TemplateSpec;

/** Finds volumes of {@code spec.storage} that would hide files that a node needs, or each other. */
final class StorageProblems {

    private StorageProblems() {}

    static Stream<Problem> of(BeamCluster cluster, Reserved reserved) {
        Storage storage = cluster.getSpec().storage();
        if (storage == null) {
            return Stream.of();
        }
        TemplateSpec template = TemplateSpec.of(cluster);
        return storage.volumes().stream()
                .flatMap(volume -> Stream.of(
                                name(volume, reserved),
                                path(volume, reserved),
                                others(volume, storage.volumes()),
                                templateVolumes(volume, template),
                                templateMounts(volume, template))
                        .flatMap(each -> each));
    }

    private static Stream<Problem> name(Volume volume, Reserved reserved) {
        return reserved.volumes().contains(volume.name())
                ? Stream.of(new Problem(
                        field(volume, "name"),
                        "this name is reserved for the operator, and volumes cannot be renamed",
                        "create a new BeamCluster with another name for the volume"))
                : Stream.of();
    }

    private static Stream<Problem> path(Volume volume, Reserved reserved) {
        return reserved.conflictingWith(MountPath.of(volume.mountPath())).stream()
                .map(path -> new Problem(
                        field(volume, "mountPath"),
                        "a volume at " + path.conflict(volume.mountPath()),
                        "choose another path, for example /var/lib/" + volume.name()));
    }

    /** Finds volumes that share a path. The second one has the problem. */
    private static Stream<Problem> others(Volume volume, List<Volume> volumes) {
        MountPath path = MountPath.of(volume.mountPath());
        return volumes.subList(0, volumes.indexOf(volume)).stream()
                .filter(other -> MountPath.of(other.mountPath()).equals(path))
                .map(other -> new Problem(
                        field(volume, "mountPath"),
                        "volume " + other.name() + " is mounted at " + volume.mountPath() + " as well",
                        "give each volume its own path"));
    }

    private static Stream<Problem> templateVolumes(Volume volume, TemplateSpec template) {
        return template.items("volumes")
                .filter(other -> volume.name().equals(other.get("name")))
                .map(_ -> new Problem(
                        Paths.TEMPLATE + ".volumes",
                        "spec.storage already defines a volume named " + volume.name(),
                        "rename this one"));
    }

    private static Stream<Problem> templateMounts(Volume volume, TemplateSpec template) {
        MountPath path = MountPath.of(volume.mountPath());
        return template.nodeContainers()
                .flatMap(container -> TemplateSpec.items(container, "volumeMounts"))
                .filter(mount ->
                        MountPath.of(String.valueOf(mount.get("mountPath"))).equals(path))
                .map(_ -> new Problem(
                        Paths.NODE + ".volumeMounts",
                        "a mount at " + volume.mountPath() + " would replace volume " + volume.name()
                                + " of spec.storage",
                        "choose another path"));
    }

    private static String field(Volume volume, String name) {
        return Paths.item("spec.storage.volumes", volume.name()) + "." + name;
    }
}

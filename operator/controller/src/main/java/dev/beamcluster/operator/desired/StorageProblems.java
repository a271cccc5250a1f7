package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.PodTemplate;
import dev.beamcluster.api.v1alpha1.Storage.Volume;

/** Disks that would take the place of what a node needs, or of each other. */
final class StorageProblems {

    private static final String VOLUMES = "spec.storage.volumes";

    private StorageProblems() {}

    static List<Problem> of(BeamCluster cluster) {
        List<Volume> volumes = NodeStorage.volumes(cluster);
        var problems = new ArrayList<Problem>();
        for (Volume volume : volumes) {
            names(volume, problems);
            operators(volume, cluster, problems);
            eachOther(volume, volumes, problems);
            PodTemplate template = cluster.getSpec().template();
            if (template != null && template.spec() != null) {
                template(volume, template.spec(), problems);
            }
        }
        return List.copyOf(problems);
    }

    private static void names(Volume volume, List<Problem> problems) {
        if (TemplateProblems.OWN_VOLUMES.contains(volume.name())) {
            problems.add(new Problem(
                    field(volume, "name"),
                    "the volume " + volume.name() + " is the operator's",
                    "make a BeamCluster whose volume has another name"));
        }
    }

    private static void operators(Volume volume, BeamCluster cluster, List<Problem> problems) {
        MountPath path = MountPath.of(volume.mountPath());
        // What is in these is mounted read-only, or written by the operator: nothing can be mounted inside of them
        // either.
        boolean isInside = Stream.of(Naming.COOKIE_DIRECTORY, TlsVolume.DIRECTORY)
                .anyMatch(directory -> MountPath.of(directory).hides(path));
        if (isInside || operatorsPaths(cluster).stream().anyMatch(path::hides)) {
            problems.add(new Problem(
                    field(volume, "mountPath"),
                    "a volume at " + volume.mountPath() + " hides the cookie, the certificate, " + NodePod.TMP + " or "
                            + NodeEnvironment.HOME + ", which the node needs",
                    "mount it elsewhere, for example at /var/lib/" + volume.name()));
        }
    }

    private static Set<MountPath> operatorsPaths(BeamCluster cluster) {
        return Stream.concat(
                        Stream.of(NodePod.TMP, NodeEnvironment.HOME, Naming.COOKIE_DIRECTORY, TlsVolume.DIRECTORY),
                        NodeEnvironment.cookieFiles(cluster).stream())
                .map(MountPath::of)
                .collect(Collectors.toSet());
    }

    /** Told of the one that comes later. */
    private static void eachOther(Volume volume, List<Volume> volumes, List<Problem> problems) {
        MountPath path = MountPath.of(volume.mountPath());
        volumes.subList(0, volumes.indexOf(volume)).stream()
                .filter(other -> MountPath.of(other.mountPath()).equals(path))
                .forEach(other -> problems.add(new Problem(
                        field(volume, "mountPath"),
                        "the volume " + other.name() + " is mounted at " + volume.mountPath() + " too",
                        "mount each at a path of its own")));
    }

    private static void template(Volume volume, Map<String, Object> spec, List<Problem> problems) {
        if (TemplateProblems.items(spec, "volumes")
                .anyMatch(other -> volume.name().equals(other.get("name")))) {
            problems.add(new Problem(
                    TemplateProblems.SPEC + ".volumes",
                    "the volume " + volume.name() + " is the one of spec.storage",
                    "give yours another name"));
        }
        MountPath path = MountPath.of(volume.mountPath());
        boolean isTaken = TemplateProblems.nodes(spec)
                .flatMap(container -> TemplateProblems.items(container, "volumeMounts"))
                .anyMatch(mount ->
                        MountPath.of(String.valueOf(mount.get("mountPath"))).equals(path));
        if (isTaken) {
            problems.add(new Problem(
                    TemplateProblems.NODE + ".volumeMounts",
                    "a mount at " + volume.mountPath() + " takes the place of the volume " + volume.name()
                            + " of spec.storage",
                    "mount it elsewhere"));
        }
    }

    private static String field(Volume volume, String name) {
        return VOLUMES + "[" + volume.name() + "]." + name;
    }
}

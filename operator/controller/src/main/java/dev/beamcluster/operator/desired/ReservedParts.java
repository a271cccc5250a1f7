package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.validation.Reserved;
import dev.beamcluster.operator.desired.validation.ReservedPath;

/** Collects the parts that are reserved for the operator, for validation. */
final class ReservedParts {

    private ReservedParts() {}

    /**
     * Returns the parts of the pod that the spec of a BeamCluster may not replace.
     *
     * @param pod the operator's pod template, before {@code spec.template} is merged into it
     */
    static Reserved of(BeamCluster cluster, PodTemplateSpec pod) {
        return new Reserved(
                pod,
                NodePorts.distribution(cluster.getSpec().distribution()).getName(),
                Naming.COOKIE_CONTAINER,
                Volumes.NAMES,
                NodeEnvironment.reserved(cluster.getSpec().release()),
                ReleaseEnvironment.neededFlags(cluster),
                paths(cluster),
                Naming.DRAINED_FILE,
                DistributionFlags.protocol(cluster.getSpec().distribution()).orElse("inet_tcp"));
    }

    private static List<ReservedPath> paths(BeamCluster cluster) {
        var paths = new ArrayList<ReservedPath>();
        paths.add(ReservedPath.scratch("the temporary directory", Volumes.TMP_PATH));
        paths.add(ReservedPath.scratch("the home directory", Volumes.HOME_PATH));
        paths.add(ReservedPath.directory("the cookie directory", Volumes.COOKIE_PATH));
        if (cluster.getSpec().distribution().tls() != null) {
            paths.add(ReservedPath.directory("the certificate directory", Volumes.TLS_PATH));
        }
        if (SecondVm.hasFile(cluster)) {
            paths.add(ReservedPath.directory("the directory with the flags of bin/app remote", SecondVm.PATH));
        }
        CookieFiles.mounts(cluster).forEach(file -> paths.add(ReservedPath.file("the cookie file", file)));
        return paths;
    }
}

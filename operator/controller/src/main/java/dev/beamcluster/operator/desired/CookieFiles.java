package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;
import dev.beamcluster.api.v1alpha1.CookieSource;

/** The paths at which a node finds the file with its cookie. */
final class CookieFiles {

    static final String NAME = ".erlang.cookie";

    private CookieFiles() {}

    /** Returns the value of {@code BEAM_COOKIE_FILE}: {@code spec.cookie.file}, or the default. */
    static String main(BeamCluster cluster) {
        String wanted = wanted(cluster);
        return wanted == null ? Volumes.COOKIE_PATH + "/" + NAME : wanted;
    }

    /** Returns the paths where the file is mounted in addition to {@link Volumes#COOKIE_PATH}. */
    static List<String> mounts(BeamCluster cluster) {
        var files = new ArrayList<String>();
        String wanted = wanted(cluster);
        if (wanted != null) {
            files.add(wanted);
        }
        if (isReadFromHome(cluster.getSpec().release())) {
            files.add(Volumes.HOME_PATH + "/" + NAME);
        }
        return files.stream().distinct().toList();
    }

    /**
     * Whether the release reads the file from its home directory: plain Erlang does, and a Relx release whose vm.args sets no
     * cookie.
     */
    private static boolean isReadFromHome(Release release) {
        return release == Release.Erl || release == Release.Relx;
    }

    static @Nullable String wanted(BeamCluster cluster) {
        CookieSource cookie = cluster.getSpec().cookie();
        return cookie == null ? null : cookie.file();
    }
}

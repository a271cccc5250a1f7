package dev.beamcluster.operator.desired;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.EnvVar;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;
import dev.beamcluster.api.v1alpha1.NodeNaming.Address;

/** The variables through which each kind of release takes its name, its cookie and its flags. */
final class ReleaseEnvironment {

    /** Flags before the command line: the image's own flags override them (Erlang/OTP, erl(1)). */
    static final String FLAGS_BEFORE = "ERL_AFLAGS";

    /** Flags after the command line: they override the image's own flags. */
    private static final String FLAGS_AFTER = "ERL_ZFLAGS";

    private static final String NAME = "-name $(BEAM_NODE)";

    private static final Set<String> FLAGS = Set.of(FLAGS_BEFORE, FLAGS_AFTER);

    private ReleaseEnvironment() {}

    static List<EnvVar> of(BeamCluster cluster, PodDefaults defaults) {
        CookieReference cookie = CookieReference.of(cluster);
        return switch (cluster.getSpec().release()) {
            case Mix -> mix(cluster, cookie);
            case Relx -> relx(cookie);
            case Erl -> erl(defaults);
            case Custom -> List.of();
        };
    }

    /** Returns the variables with the node's name and cookie, which the user of this kind of release may not set. */
    static Set<String> reserved(Release release) {
        return switch (release) {
            case Mix -> Set.of("RELEASE_DISTRIBUTION", "RELEASE_NODE", "RELEASE_COOKIE");
            case Relx -> Set.of("BEAM_COOKIE", "RELX_COOKIE");
            case Erl, Custom -> Set.of();
        };
    }

    private static List<EnvVar> mix(BeamCluster cluster, CookieReference cookie) {
        Stream<EnvVar> node = Naming.address(cluster) == Address.PodDNS
                ? Stream.of()
                : Stream.of(EnvVars.ofValue("RELEASE_NODE", "$(BEAM_NODE)"));
        return Stream.of(
                        Stream.of(
                                EnvVars.ofValue("HOME", Volumes.HOME_PATH),
                                EnvVars.ofValue("RELEASE_DISTRIBUTION", "name")),
                        node,
                        Stream.of(
                                EnvVars.ofCookie("RELEASE_COOKIE", cookie),
                                EnvVars.ofValue("RELEASE_TMP", Volumes.TMP_PATH),
                                EnvVars.ofValue(FLAGS_AFTER, "$(BEAM_FLAGS)")))
                .flatMap(each -> each)
                .toList();
    }

    private static List<EnvVar> relx(CookieReference cookie) {
        return List.of(
                EnvVars.ofValue("HOME", Volumes.HOME_PATH),
                EnvVars.ofCookie("BEAM_COOKIE", cookie),
                EnvVars.ofCookie("RELX_COOKIE", cookie),
                EnvVars.ofValue("RELX_REPLACE_OS_VARS", "true"),
                EnvVars.ofValue("RELX_OUT_FILE_PATH", Volumes.COOKIE_PATH),
                EnvVars.ofValue(FLAGS_AFTER, "$(BEAM_FLAGS)"));
    }

    /**
     * Of two names {@code erl} takes the first, so the name comes after the command line: a second VM in the container can then
     * have a name of its own.
     */
    private static List<EnvVar> erl(PodDefaults defaults) {
        EnvVar home = EnvVars.ofValue("HOME", Volumes.HOME_PATH);
        return defaults.isAtLeast(PodDefaults.V2)
                ? List.of(home, EnvVars.ofValue(FLAGS_AFTER, NAME + " $(BEAM_FLAGS)"))
                : List.of(home, EnvVars.ofValue(FLAGS_BEFORE, NAME), EnvVars.ofValue(FLAGS_AFTER, "$(BEAM_FLAGS)"));
    }

    /** Whether this variable holds flags of {@code erl}, so that two values of it can be joined. */
    static boolean isFlags(String variable) {
        return FLAGS.contains(variable);
    }

    /**
     * The variables with flags that the node needs with any defaults: its name and its ports. The flags of
     * {@link SchedulerFlags} only make it faster.
     */
    static Set<String> neededFlags(BeamCluster cluster) {
        return of(cluster, PodDefaults.V1).stream()
                .map(EnvVar::getName)
                .filter(FLAGS::contains)
                .collect(Collectors.toSet());
    }
}

package dev.beamcluster.e2e.harness;

import java.util.Locale;

/** The test images, one for each kind of release, with the smallest spec that runs them. */
public enum SampleRelease {
    MIX("Mix", ""),
    RELX("Relx", ""),
    ERL("Erl", ""),
    CUSTOM("Custom", """
              cookie: {file: /etc/ledger/cookie}
              env:
              - {name: MY_NODENAME, value: $(BEAM_NODE)}
              - {name: MY_PORT_MIN, value: $(BEAM_PORT_MIN)}
              - {name: MY_PORT_MAX, value: $(BEAM_PORT_MAX)}
            """);

    /** What a spec has that says nothing about rollouts: most tests do not wait until a replaced node has proved itself. */
    private static final String WITHOUT_TRIAL = "  rollout: {minReadySeconds: 0}\n";

    private final String release;
    private final String more;

    SampleRelease(String release, String more) {
        this.release = release;
        this.more = more;
    }

    /** The image that {@code make} builds from e2e/images. */
    public String image() {
        return "beamcluster/e2e-" + release.toLowerCase(Locale.ROOT) + ":local";
    }

    /** The fields with which an image accepts distribution flags: Custom uses only the variables that the spec maps. */
    public String withFlags() {
        return this == CUSTOM ? "  - {name: ERL_ZFLAGS, value: $(BEAM_FLAGS)}\n" : "";
    }

    /** A BeamCluster with this image. */
    public String yaml(String name, int replicas) {
        return yaml(name, replicas, "");
    }

    /**
     * A BeamCluster with this image. Unless the spec has a field {@code rollout}, a rollout continues as soon as a replaced
     * node is in the mesh.
     *
     * @param spec more fields of the spec, indented by two spaces
     */
    public String yaml(String name, int replicas, String spec) {
        return """
                apiVersion: beamcluster.dev/v1alpha1
                kind: BeamCluster
                metadata:
                  name: %s
                spec:
                  replicas: %d
                  image: %s
                  release: %s
                """.formatted(name, replicas, image(), release)
                + (spec.contains("  rollout:") ? "" : WITHOUT_TRIAL)
                + more
                + spec;
    }
}

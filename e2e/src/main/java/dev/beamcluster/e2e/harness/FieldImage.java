package dev.beamcluster.e2e.harness;

import java.util.Locale;

/** Images of public software, or in its shape, each for one case of docs/field.md. */
public enum FieldImage {
    /** The Mix release as the generator of Phoenix packs it. */
    PHOENIX,
    /** RabbitMQ from Debian. */
    RABBITMQ;

    /** The image that {@code make} builds from e2e/images. */
    public String image() {
        return "beamcluster/e2e-" + name().toLowerCase(Locale.ROOT) + ":local";
    }
}

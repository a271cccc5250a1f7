package dev.beamcluster.operator.metrics;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/** Writes metrics in the text format of Prometheus, version 0.0.4. The samples of a family come directly after it. */
final class MetricText {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Writer out;

    MetricText(Writer out) {
        this.out = out;
    }

    /** The type of a family, which Prometheus only shows. */
    enum Type {
        GAUGE,
        COUNTER,
        HISTOGRAM
    }

    /** Begins a family. */
    void family(String name, Type type, String help) throws IOException {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type.name().toLowerCase(Locale.ROOT));
        out.append('\n');
    }

    void sample(String name, Labels labels, long value) throws IOException {
        sample(name, labels, Labels.NONE, Long.toString(value));
    }

    void sample(String name, Labels labels, double value) throws IOException {
        sample(name, labels, Labels.NONE, Double.toString(value));
    }

    /** Writes a sample with these and more labels, without a copy of both. */
    void sample(String name, Labels labels, Labels more, long value) throws IOException {
        sample(name, labels, more, Long.toString(value));
    }

    private void sample(String name, Labels labels, Labels more, String value) throws IOException {
        out.append(name).append('{').append(labels.text());
        if (!more.text().isEmpty()) {
            out.append(',').append(more.text());
        }
        out.append("} ").append(value).append('\n');
    }
}

package dev.beamcluster.operator.metrics;

/** Labels of a sample, as text, so that those of a node are written once for all its samples. */
record Labels(String text) {

    static final Labels NONE = new Labels("");

    static Labels of(String name, String value) {
        return NONE.and(name, value);
    }

    Labels and(String name, String value) {
        return and(new Labels(name + "=\"" + escaped(value) + '"'));
    }

    Labels and(Labels more) {
        return text.isEmpty() ? more : more.text().isEmpty() ? this : new Labels(text + ',' + more.text());
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}

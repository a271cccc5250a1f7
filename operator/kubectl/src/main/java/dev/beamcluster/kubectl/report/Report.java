package dev.beamcluster.kubectl.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;

import dev.beamcluster.kubectl.view.Asked;

/** The files of a report. Nothing gets in without redaction. */
public final class Report {

    private final Redaction redaction;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();

    public Report(Redaction redaction) {
        this.redaction = redaction;
    }

    /** Adds an object, or a list of objects, as YAML. */
    public void addObjects(String file, Asked<?> objects) {
        objects.value().ifPresent(value -> files.put(file, yaml(value)));
        objects.why().ifPresent(why -> missing.add(file + ": " + why));
    }

    /** Adds a text. */
    public void addText(String file, Asked<String> text) {
        text.value().ifPresent(value -> files.put(file, redaction.text(value)));
        text.why().ifPresent(why -> missing.add(file + ": " + why));
    }

    private String yaml(Object value) {
        try {
            JsonNode tree = new ObjectMapper().readTree(Serialization.asJson(value));
            redaction.redact(tree);
            return Serialization.asYaml(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was just written is JSON", e);
        }
    }

    /** Returns what could not be read, one line for each file. */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /** Returns the names of the files. */
    public List<String> files() {
        return List.copyOf(files.keySet());
    }

    /** Writes the zip, with a list of what is missing. */
    public void write(OutputStream out) throws IOException {
        try (var zip = new ZipOutputStream(out)) {
            var all = new LinkedHashMap<>(files);
            all.put("missing.txt", missing.isEmpty() ? "nothing\n" : String.join("\n", missing) + "\n");
            for (Map.Entry<String, String> file : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }
}

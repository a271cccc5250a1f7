package dev.beamcluster.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.beamcluster.report.model.Run;
import dev.beamcluster.report.page.HtmlPage;
import dev.beamcluster.report.page.Notebook;
import dev.beamcluster.report.page.RunData;
import dev.beamcluster.report.shape.Budget;

/**
 * The folder of a report and its archive.
 *
 * @param folder of the page; the archive is beside it
 * @param mostBytes of the archive
 */
record Output(Path folder, int mostBytes) {

    /** The most characters that tests may have printed. A page with more is slow to open. */
    private static final long MOST_CHARACTERS = 12_000_000;

    /** Below this, what is too large is not what tests printed. */
    private static final long FEWEST_CHARACTERS = 10_000;

    /**
     * Writes the folder and the archive.
     *
     * @param more a section about earlier runs, as HTML; may be empty
     * @return the bytes of the archive
     */
    int write(Run run, String more) throws IOException {
        for (long characters = MOST_CHARACTERS; ; characters /= 2) {
            var files = files(Budget.cut(run, characters), more);
            var zip = zip(files, run.at());
            if (zip.length <= mostBytes || characters < FEWEST_CHARACTERS) {
                write(files, zip);
                return zip.length;
            }
        }
    }

    /** The archive of this report. */
    Path archive() {
        return folder.resolveSibling(folder.getFileName() + ".zip");
    }

    private static Map<String, String> files(Run run, String more) {
        var page = new HtmlPage(resource("page.html"), resource("page.css"), resource("page.js"));
        var files = new LinkedHashMap<String, String>();
        files.put("index.html", page.of(run, more));
        files.put("run.json", RunData.of(run));
        files.put("report.livemd", Notebook.of(run));
        return files;
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlPage.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] zip(Map<String, String> files, Instant at) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                var entry = new ZipEntry(folder.getFileName() + "/" + file.getKey());
                entry.setTime(at.toEpochMilli());
                zip.putNextEntry(entry);
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private void write(Map<String, String> files, byte[] zip) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Files.write(archive(), zip);
    }
}

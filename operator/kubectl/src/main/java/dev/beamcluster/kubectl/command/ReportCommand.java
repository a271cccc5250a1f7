package dev.beamcluster.kubectl.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.cluster.ReportReader;
import dev.beamcluster.kubectl.cluster.Unreadable;
import dev.beamcluster.kubectl.report.Redaction;
import dev.beamcluster.kubectl.report.Report;
import dev.beamcluster.kubectl.view.Asked;
import dev.beamcluster.kubectl.view.ClusterFacts;
import dev.beamcluster.kubectl.view.HistoryText;
import dev.beamcluster.kubectl.view.Palette;
import dev.beamcluster.kubectl.view.StatusText;
import dev.beamcluster.picture.MeshModel;
import dev.beamcluster.picture.MeshNotation;

import static java.util.Locale.ROOT;

@Command(name = "report", description = "One zip for a bug report, without secrets.")
final class ReportCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", ROOT).withZone(ZoneOffset.UTC);

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "NAME", description = "BeamCluster.")
    private String name = "";

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Default: beam-NAME-TIME.zip in this folder.")
    private @Nullable Path file;

    ReportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Session session = Session.open(surroundings, connection);
        ClusterFacts facts = session.reader().facts(name);
        var reader = new ReportReader(session.client(), session.namespace(), facts.cluster());
        var report = new Report(new Redaction(reader.secrets()));
        addTexts(report, facts);
        reader.objects().forEach(report::addObjects);
        reader.logs().forEach(report::addText);
        Path zip = write(report);
        surroundings.out().println("%s: %d files".formatted(zip, report.files().size()));
        report.missing().forEach(line -> surroundings.out().println("missing: " + line));
        surroundings.out().println("Secrets are redacted as far as they can be recognized: look before you share it.");
        return 0;
    }

    private void addTexts(Report report, ClusterFacts facts) {
        BeamCluster cluster = facts.cluster();
        var now = surroundings.clock().instant();
        report.addText("status.txt", new Asked.Got<>(StatusText.of(facts, now, true, Palette.PLAIN)));
        report.addText("mesh.txt", new Asked.Got<>(MeshNotation.text.draw(MeshModel.of(cluster.getStatus()))));
        report.addText("history.txt", facts.events().map(events -> HistoryText.of(cluster, events)));
        report.addText("version.txt", new Asked.Got<>("plugin " + VersionCommand.own() + "\n"));
    }

    private Path write(Report report) {
        Path zip = file != null
                ? file
                : Path.of("beam-%s-%s.zip"
                        .formatted(name, TIME.format(surroundings.clock().instant())));
        try (OutputStream out = Files.newOutputStream(zip)) {
            report.write(out);
            return zip;
        } catch (IOException e) {
            throw new Unreadable("%s cannot be written: %s".formatted(zip, e.getMessage()));
        }
    }
}

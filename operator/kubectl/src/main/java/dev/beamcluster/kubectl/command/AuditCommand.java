package dev.beamcluster.kubectl.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.beamcluster.audit.ApiServerLog;
import dev.beamcluster.audit.AuditFilter;
import dev.beamcluster.audit.Trail;
import dev.beamcluster.audit.Verification;
import dev.beamcluster.kubectl.audit.AuditText;
import dev.beamcluster.kubectl.audit.VerificationText;
import dev.beamcluster.kubectl.cluster.AuditSources;
import dev.beamcluster.kubectl.cluster.AuditSources.Log;
import dev.beamcluster.kubectl.cluster.AuditSources.Logs;
import dev.beamcluster.kubectl.cluster.Unreadable;
import dev.beamcluster.kubectl.view.Asked;
import dev.beamcluster.kubectl.view.LogLines;

@Command(
        name = "audit",
        description =
                "What was done, by whom, and what was refused or failed: the operator, the API server, this plugin.")
final class AuditCommand implements Callable<Integer> {

    private static final int FOUND = 1;
    private static final int CANNOT_TELL = 2;

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "BeamCluster. Default: all that was written down.")
    private @Nullable String name;

    @Option(names = "--failed", description = "Only what was refused or failed.")
    private boolean isFailed;

    @Option(names = "--by", paramLabel = "USER", description = "Only by users, or operators, with USER in their names.")
    private @Nullable String by;

    @Option(names = "--since", paramLabel = "TIME", description = "Only the last TIME, such as 30s, 5m or 2h.")
    private @Nullable String since;

    @Option(names = "--file", paramLabel = "AUDITLOG", description = "Audit log of the API server.")
    private @Nullable Path file;

    @Option(names = "--node", paramLabel = "NODE", description = "Ask the kubelet of this node for that log.")
    private @Nullable String node;

    @Option(
            names = "--node-log",
            paramLabel = "PATH",
            description = "Where it is below /var/log; default: ${DEFAULT-VALUE}.")
    private String nodeLog = "kubernetes/audit/audit.log";

    @Option(names = "--operator-log", paramLabel = "FILE", description = "Log of the operator; default: its pods.")
    private @Nullable Path operatorLog;

    @Option(
            names = "--operator-namespace",
            paramLabel = "NAMESPACE",
            description = "Namespace of the operator; default: ${DEFAULT-VALUE}.")
    private String operatorNamespace = "beamcluster-system";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Format format = Format.text;

    @Option(names = "--verify", description = "Check the chain of the operator's entries instead.")
    private boolean isVerified;

    /** The constants are what a person types. */
    enum Format {
        text,
        json
    }

    AuditCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return isVerified ? verify() : show();
    }

    private int show() {
        AuditFilter filter = filter();
        Logs operator = operator();
        var missing = new ArrayList<>(operator.missing());
        var lines = new ArrayList<String>();
        operator.logs().forEach(log -> lines.addAll(log.lines()));
        lines.addAll(commands(missing));
        Asked<List<String>> api = apiServer();
        api.why().ifPresent(why -> missing.add("API server: " + why));
        ApiServerLog log = ApiServerLog.of(api.value().orElse(List.of()));
        if (log.unreadable() > 0) {
            missing.add("API server: lines that are no events of an audit log: " + log.unreadable());
        }
        Trail trail = Trail.of(lines, log, filter, missing);
        if (format == Format.json) {
            surroundings.out().print(AuditText.json(trail, surroundings.clock().instant()));
            missing.forEach(line -> surroundings.err().println("not read: " + line));
        } else {
            surroundings.out().print(AuditText.of(trail));
        }
        return operator.missing().isEmpty() ? 0 : CANNOT_TELL;
    }

    private int verify() {
        Logs operator = operator();
        boolean isIntact = true;
        for (Log log : operator.logs()) {
            Verification verified = Verification.of(log.lines());
            surroundings.out().print(VerificationText.of(log.pod(), verified));
            isIntact &= verified.isIntact();
        }
        operator.missing().forEach(line -> surroundings.err().println("not read: " + line));
        if (!isIntact) {
            return FOUND;
        }
        return operator.missing().isEmpty() ? 0 : CANNOT_TELL;
    }

    private AuditFilter filter() {
        return new AuditFilter(
                Optional.ofNullable(name)
                        .map(cluster -> new AuditFilter.Named(
                                Session.open(surroundings, connection).namespace(), cluster)),
                isFailed,
                Optional.ofNullable(by),
                LogLines.seconds(since)
                        .map(seconds -> surroundings.clock().instant().minusSeconds(seconds)));
    }

    private Logs operator() {
        return operatorLog == null
                ? sources().operator(operatorNamespace)
                : new Logs(List.of(new Log(operatorLog.toString(), read(operatorLog))), List.of());
    }

    private Asked<List<String>> apiServer() {
        if (file != null) {
            return new Asked.Got<>(read(file));
        }
        return node == null
                ? new Asked.Unanswered<>("give its audit log with --file or --node, if it is on (docs/audit.md)")
                : sources().nodeLog(node, nodeLog);
    }

    private List<String> commands(List<String> missing) {
        try {
            return surroundings.commands().lines();
        } catch (IOException e) {
            missing.add("plugin: %s: %s".formatted(surroundings.commands().place(), e.getMessage()));
            return List.of();
        }
    }

    private AuditSources sources() {
        return new AuditSources(Session.open(surroundings, connection).client());
    }

    private static List<String> read(Path log) {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new Unreadable("%s cannot be read: %s".formatted(log, e.getMessage()));
        }
    }
}
